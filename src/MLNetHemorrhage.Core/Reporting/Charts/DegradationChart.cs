using System.Text.Json;

namespace MLNetHemorrhage.Reporting;

/// <summary>Perplexity, or another positive loss, against the strength of a method, on a logarithmic axis.</summary>
/// <param name="title">Its heading.</param>
/// <param name="x">The strength, in the method's own coordinate: sparsity, bits.</param>
/// <param name="y">What was measured: perplexity.</param>
/// <param name="series">The methods.</param>
public sealed class DegradationChart(string title, ChartAxis x, ChartAxis y, IEnumerable<DegradationSeries> series) : ChartSection(title)
{
    /// <summary>The strength.</summary>
    public ChartAxis X { get; } = x;

    /// <summary>What was measured.</summary>
    public ChartAxis Y { get; } = y;

    /// <summary>The methods.</summary>
    public IReadOnlyList<DegradationSeries> Series { get; } = [.. series];

    /// <summary>The untouched model, a horizontal line; null to leave it out.</summary>
    public double? Base { get; init; }

    internal override string Kind => "degradation";

    /// <inheritdoc/>
    public override TableSection ToTable()
    {
        var table = new TableSection(Title, [new("method", "method"), ReportColumn.Number(X.Title, "x"), ReportColumn.Number(Y.Title, "y")]);
        foreach (var series in Series)
            foreach (var point in series.Points) table.Add(series.Name, ReportCell.Of(point.X), point.Y);
        return table;
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteAxis("x", X);
        writer.WriteAxis("y", Y);
        writer.WriteReal("base", Base ?? double.NaN);
        writer.WriteArray("series", Series, series =>
        {
            writer.WriteString("name", series.Name);
            writer.WriteArray("points", series.Points, writer.WritePoint);
            writer.WriteArray("fit", series.Fit, writer.WritePlace);
            writer.WriteInterval("transition", series.Transition);
            writer.WriteInterval("tolerance", series.Tolerance);
        });
    }
}
