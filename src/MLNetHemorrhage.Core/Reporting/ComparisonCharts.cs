namespace MLNetHemorrhage.Reporting;

/// <summary>The charts of a comparison: what a recipe saves against what it loses, and how each method's loss grows.</summary>
internal static class ComparisonCharts
{
    private const double Megabyte = 1e6;
    private static readonly ChartAxis Perplexity = new("perplexity");

    public static IEnumerable<ChartSection> Create(IReadOnlyList<StabilityReport> reports)
    {
        double perplexity = reports[0].Base.Perplexity.Value;
        yield return new TradeoffChart("Size and loss", new("size", "MB"), Perplexity, reports.Select(Point))
        {
            Base = perplexity,
            Caption = $"The untouched model has {Numerals.Short(reports[0].BaseSize.Bytes / Megabyte)} MB.",
        };
        foreach (var coordinate in MethodLadder.Find(reports, report => report.Recipe).GroupBy(ladder => ladder.Coordinate))
        {
            var axis = new ChartAxis(coordinate.Key, Descending: coordinate.First().Descending);
            yield return new DegradationChart($"Perplexity by {coordinate.Key}", axis, Perplexity, coordinate.Select(Series)) { Base = perplexity };
        }
    }

    private static TradeoffPoint Point(StabilityReport report) =>
        new(report.Recipe.ToString(), Methods(report), report.ModifiedSize.Bytes / Megabyte, report.Modified.Perplexity);

    private static string Methods(StabilityReport report) =>
        string.Join(" + ", report.Recipe.Steps.Select(step => step.ToString()!).Select(step => step.Split(',')[0].TrimEnd(')') + ")"));

    private static DegradationSeries Series(MethodLadder<StabilityReport> ladder) =>
        new(ladder.Method, [.. ladder.Rungs.Select(rung => new ChartPoint(rung.Strength, rung.Item.Modified.Perplexity))]);
}
