using Microsoft.ML;
using Microsoft.ML.Runtime;
using MLNetHemorrhage.Transforms;

namespace MLNetHemorrhage.Evaluation;

/// <summary>Takes the text to score from a column, as a protocol says.</summary>
internal static class EvaluationText
{
    public static ScoredText Read(IDataView data, string columnName, Protocol? protocol, LanguageModel baseline, IChannel channel, CancellationToken cancellation)
    {
        var rows = new TextRows(data, columnName, cancellation);
        var text = Split(rows, protocol, baseline);
        channel.Say($"Read {rows.Read} rows of column '{columnName}', {rows.Skipped} of them without text: {text.Tokens} tokens to score under {text.Protocol}.");
        return text;
    }

    // Without a protocol, as many documents as there are: the protocol then says what was scored.
    private static ScoredText Split(TextRows rows, Protocol? protocol, LanguageModel baseline)
    {
        IEnumerable<string> documents = rows;
        if (protocol is null)
        {
            documents = [.. rows];
            protocol = Protocol.Documents(Math.Max(1, documents.Count()));
        }
        return protocol.Split(documents, baseline.Tokenizer, baseline.Decoder.Spec.ContextLength);
    }
}
