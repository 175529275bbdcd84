using System.Text.Json;

namespace MLNetHemorrhage.Reporting;

/// <summary>How an error grows with depth: one line for each recipe or measure.</summary>
/// <param name="title">Its heading.</param>
/// <param name="measure">What was measured: the relative error of the residual stream.</param>
/// <param name="series">The lines; X of a point is the number of blocks passed.</param>
public sealed class CascadeChart(string title, ChartAxis measure, IEnumerable<CascadeSeries> series) : ChartSection(title)
{
    /// <summary>What was measured.</summary>
    public ChartAxis Measure { get; } = measure;

    /// <summary>The lines.</summary>
    public IReadOnlyList<CascadeSeries> Series { get; } = [.. series];

    /// <summary>What the lines are counted along.</summary>
    public ChartAxis Depth { get; init; } = new("blocks passed");

    /// <summary>A limit, drawn as a horizontal line; null to leave it out.</summary>
    public double? Limit { get; init; }

    internal override string Kind => "cascade";

    /// <inheritdoc/>
    public override TableSection ToTable()
    {
        var table = new TableSection(Title, [new("series", "series"), ReportColumn.Number(Depth.Title, "depth"), ReportColumn.Number(Measure.Title, "value")]);
        foreach (var series in Series)
            foreach (var point in series.Points) table.Add(series.Name, ReportCell.Of(point.X), point.Y);
        return table;
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteAxis("x", Depth);
        writer.WriteAxis("y", Measure);
        writer.WriteReal("limit", Limit ?? double.NaN);
        writer.WriteArray("series", Series, series =>
        {
            writer.WriteString("name", series.Name);
            writer.WriteArray("points", series.Points, writer.WritePoint);
        });
    }
}

/// <summary>One line of a cascade.</summary>
/// <param name="Name">The recipe or the measure.</param>
/// <param name="Points">The error after each block, from the first.</param>
public sealed record CascadeSeries(string Name, IReadOnlyList<ChartPoint> Points);
