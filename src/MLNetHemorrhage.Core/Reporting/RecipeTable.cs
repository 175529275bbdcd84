namespace MLNetHemorrhage.Reporting;

/// <summary>Recipes against one base, a row each: the statistics that llama.cpp's perplexity page shows, with sizes.</summary>
internal static class RecipeTable
{
    public static TableSection Create(string title, IReadOnlyList<StabilityReport> reports)
    {
        var first = reports[0];
        var table = new TableSection(title, Columns)
        {
            Caption = $"protocol {first.Base.Protocol}, {Numerals.Whole(first.Base.Tokens)} tokens scored; ± is one standard error",
        };
        table.Add($"none ({first.Model})", first.Base.Perplexity, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing, first.BaseSize.Bytes);
        foreach (var report in reports)
        {
            var divergence = report.Divergence;
            table.Add(
                report.Recipe.ToString(),
                report.Modified.Perplexity,
                divergence.LnRatio,
                divergence.KlDivergence.Mean,
                ReportCell.Share(divergence.DeltaP.Mean),
                ReportCell.Share(divergence.DeltaP.Rms),
                ReportCell.Share(divergence.SameTop),
                report.ModifiedSize.Bytes,
                ReportCell.Of(report.TargetedSize.BitsPerWeight, decimals: 2),
                report.Severity.Name);
        }
        return table;
    }

    private static ReportColumn[] Columns =>
    [
        new("recipe", "recipe"),
        ReportColumn.Number("perplexity", "perplexity"),
        ReportColumn.Number("ln ratio", "lnRatio"),
        ReportColumn.Number("KLD", "klDivergence"),
        ReportColumn.Number("mean Δp", "deltaP", "%", detail: true),
        ReportColumn.Number("RMS Δp", "deltaPRms", "%", detail: true),
        ReportColumn.Number("same top", "sameTop", "%"),
        ReportColumn.Number("bytes", "bytes"),
        ReportColumn.Number("bits per weight", "bitsPerWeight"),
        new("severity", "severity"),
    ];
}
