using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetHemorrhage.Transforms;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifying;

/// <summary>Takes calibration text from a column: its first rows that have any text, and reads no further.</summary>
internal static class CalibrationText
{
    public static CalibrationSet Read(IDataView data, string columnName, int rows, LanguageModel model, IChannel channel, CancellationToken cancellation)
    {
        var documents = new List<string>();
        long read = 0;
        foreach (string text in Texts(data, columnName))
        {
            cancellation.ThrowIfCancellationRequested();
            read++;
            if (!string.IsNullOrWhiteSpace(text)) documents.Add(text);
            if (documents.Count == rows) break;
        }
        if (documents.Count == 0)
            throw new HemorrhageException($"calibration column '{columnName}': expected at least one row with text, found none in {read} rows");
        var set = CalibrationSet.FromDocuments(documents, model.Tokenizer, model.Decoder.Spec.ContextLength, rows);
        channel.Say($"Calibration: read {read} rows of column '{columnName}', {read - documents.Count} of them without text: {set.Windows.Count} windows, {set.TokenCount} tokens.");
        return set;
    }

    private static IEnumerable<string> Texts(IDataView data, string columnName)
    {
        var column = TextColumn.Get(data.Schema, columnName);
        using var cursor = data.GetRowCursor([column]);
        var get = cursor.GetGetter<ReadOnlyMemory<char>>(column);
        ReadOnlyMemory<char> text = default;
        while (cursor.MoveNext())
        {
            get(ref text);
            yield return text.ToString();
        }
    }
}
