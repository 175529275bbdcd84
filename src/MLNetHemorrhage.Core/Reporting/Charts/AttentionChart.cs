using System.Globalization;
using System.Text.Json;

namespace MLNetHemorrhage.Reporting;

/// <summary>A measure of every attention head as a heatmap: a row for each layer, a column for each head.</summary>
/// <param name="title">Its heading.</param>
/// <param name="measure">What was measured: the Jensen-Shannon divergence of attention rows.</param>
/// <param name="values">A row for each layer from the first, with a value for each of its heads; NaN stays blank.</param>
public sealed class AttentionChart(string title, ChartAxis measure, IEnumerable<IReadOnlyList<double>> values) : ChartSection(title)
{
    /// <summary>What was measured.</summary>
    public ChartAxis Measure { get; } = measure;

    /// <summary>A row for each layer, a value for each of its heads.</summary>
    public IReadOnlyList<IReadOnlyList<double>> Values { get; } = [.. values];

    /// <summary>Whether zero is the middle of the scale: for changes, which have a sign.</summary>
    public bool Signed { get; init; }

    internal override string Kind => "attention";

    /// <inheritdoc/>
    public override TableSection ToTable()
    {
        int heads = Values.Count == 0 ? 0 : Values.Max(layer => layer.Count);
        var columns = Enumerable.Range(0, heads).Select(h => h.ToString(CultureInfo.InvariantCulture)).Select(h => ReportColumn.Number($"head {h}", $"head{h}"));
        var table = new TableSection(Title, columns.Prepend(ReportColumn.Number("layer", "layer")));
        for (int layer = 0; layer < Values.Count; layer++) table.Add([layer, .. Values[layer].Select(value => ReportCell.Of(value))]);
        return table;
    }

    internal override void WriteData(Utf8JsonWriter writer)
    {
        writer.WriteAxis("measure", Measure);
        writer.WriteBoolean("signed", Signed);
        var cells = Values.SelectMany((heads, layer) => heads.Select((value, head) => (layer, head, value)));
        writer.WriteArray("cells", cells, cell =>
        {
            writer.WriteNumber("layer", cell.layer);
            writer.WriteNumber("head", cell.head);
            writer.WriteReal("value", cell.value);
        });
    }
}
