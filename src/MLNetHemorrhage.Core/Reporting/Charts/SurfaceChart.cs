using System.Text.Json;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>A two-step sweep as a heatmap: what every combination of two strengths loses.</summary>
/// <param name="title">Its heading.</param>
/// <param name="x">Strength of the first step, in its own coordinate.</param>
/// <param name="y">Strength of the second step.</param>
/// <param name="measure">What was measured: the ln ratio of perplexities.</param>
/// <param name="cells">The combinations that were measured; others stay blank.</param>
public sealed class SurfaceChart(string title, ChartAxis x, ChartAxis y, ChartAxis measure, IEnumerable<SurfaceCell> cells) : ChartSection(title)
{
    /// <summary>Strength of the first step.</summary>
    public ChartAxis X { get; } = x;

    /// <summary>Strength of the second step.</summary>
    public ChartAxis Y { get; } = y;

    /// <summary>What was measured.</summary>
    public ChartAxis Measure { get; } = measure;

    /// <summary>The combinations that were measured.</summary>
    public IReadOnlyList<SurfaceCell> Cells { get; } = [.. cells];

    /// <summary>The line of phase transition, in the coordinates of the axes; empty where there is none.</summary>
    public IReadOnlyList<ChartPlace> TransitionLine { get; init; } = [];

    /// <summary>The line up to which both steps together stay within the tolerance, in the coordinates of the axes; empty where there is none.</summary>
    public IReadOnlyList<ChartPlace> ToleranceLine { get; init; } = [];

    /// <summary>The best trade-off: for every size the combination that loses least, from the largest to the smallest; places of <see cref="Cells"/>.</summary>
    public IReadOnlyList<ChartPlace> BestPath { get; init; } = [];

    internal override string Kind => "surface";

    /// <inheritdoc/>
    public override TableSection ToTable()
    {
        var table = new TableSection(Title, [ReportColumn.Number(X.Title, "x"), ReportColumn.Number(Y.Title, "y"), ReportColumn.Number(Measure.Title, "value")]);
        foreach (var cell in Cells) table.Add(ReportCell.Of(cell.X), ReportCell.Of(cell.Y), cell.Value);
        return table;
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteAxis("x", X);
        writer.WriteAxis("y", Y);
        writer.WriteAxis("measure", Measure);
        writer.WriteArray("cells", Cells, cell =>
        {
            writer.WriteReal("x", cell.X);
            writer.WriteReal("y", cell.Y);
            writer.WriteReal("value", cell.Value.Value);
            writer.WriteReal("error", cell.Value.StandardError);
        });
        writer.WriteArray("transition", TransitionLine, writer.WritePlace);
        writer.WriteArray("tolerance", ToleranceLine, writer.WritePlace);
        writer.WriteArray("path", BestPath, writer.WritePlace);
    }
}

/// <summary>One combination of two strengths.</summary>
/// <param name="X">Strength of the first step.</param>
/// <param name="Y">Strength of the second step.</param>
/// <param name="Value">What was measured there.</param>
public readonly record struct SurfaceCell(double X, double Y, Estimate Value);
