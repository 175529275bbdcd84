using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>The facts that head every report of a model on a text.</summary>
internal static class ReportFacts
{
    public static IReadOnlyList<ReportFact> Of(string model, PerplexityResult result) =>
    [
        new("model", model),
        new("protocol", result.Protocol.ToString()),
        new("scored", $"{Numerals.Whole(result.Tokens)} tokens in {Numerals.Whole(result.Windows)} windows"),
        new("text", result.Fingerprint),
        new("version", ProductVersion.Text),
    ];
}
