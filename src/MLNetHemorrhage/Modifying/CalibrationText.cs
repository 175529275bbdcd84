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
        var texts = new TextRows(data, columnName, cancellation);
        string[] documents = [.. texts.Take(rows)];
        if (documents.Length == 0)
            throw new HemorrhageException($"calibration column '{columnName}': expected at least one row with text, found none in {texts.Read} rows");
        var set = CalibrationSet.FromDocuments(documents, model.Tokenizer, model.Decoder.Spec.ContextLength, rows);
        channel.Say($"Calibration: read {texts.Read} rows of column '{columnName}', {texts.Skipped} of them without text: {set.Windows.Count} windows, {set.TokenCount} tokens.");
        return set;
    }
}
