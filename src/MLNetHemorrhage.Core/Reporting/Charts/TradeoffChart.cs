using System.Text.Json;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>Size against loss, on a logarithmic axis: candidates, and the frontier of those that nothing beats in both.</summary>
/// <param name="title">Its heading.</param>
/// <param name="size">What is saved: megabytes.</param>
/// <param name="loss">What is lost; positive: perplexity.</param>
/// <param name="points">The candidates.</param>
public sealed class TradeoffChart(string title, ChartAxis size, ChartAxis loss, IEnumerable<TradeoffPoint> points) : ChartSection(title)
{
    /// <summary>What is saved.</summary>
    public ChartAxis Size { get; } = size;

    /// <summary>What is lost.</summary>
    public ChartAxis Loss { get; } = loss;

    /// <summary>The candidates.</summary>
    public IReadOnlyList<TradeoffPoint> Points { get; } = [.. points];

    /// <summary>Loss of the untouched model, a horizontal line; null to leave it out.</summary>
    public double? Base { get; init; }

    internal override string Kind => "tradeoff";

    /// <inheritdoc/>
    public override TableSection ToTable()
    {
        var table = new TableSection(Title, [new("candidate", "name"), ReportColumn.Number(Size.Title, "size"), ReportColumn.Number(Loss.Title, "loss")]);
        foreach (var point in Points) table.Add(point.Name, ReportCell.Of(point.Size), point.Loss);
        return table;
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteAxis("x", Size);
        writer.WriteAxis("y", Loss);
        writer.WriteReal("base", Base ?? double.NaN);
        writer.WriteArray("points", Points, point =>
        {
            writer.WriteString("name", point.Name);
            writer.WriteString("group", point.Group);
            writer.WriteReal("x", point.Size);
            writer.WriteReal("y", point.Loss.Value);
            writer.WriteReal("error", point.Loss.StandardError);
        });
    }
}

/// <summary>One candidate.</summary>
/// <param name="Name">The recipe.</param>
/// <param name="Group">What it shares a colour with: the method.</param>
/// <param name="Size">What is saved.</param>
/// <param name="Loss">What is lost.</param>
public sealed record TradeoffPoint(string Name, string Group, double Size, Estimate Loss);
