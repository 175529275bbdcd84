using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>What a step did to every matrix, a row each.</summary>
internal static class LayerTable
{
    public static TableSection Of(StepResult step)
    {
        var table = new TableSection($"Layers of {step.Step}", Columns) { Caption = "weight error ‖W' - W‖ / ‖W‖, output error ‖X(W' - W)ᵀ‖ / ‖XWᵀ‖ on a sample of the calibration tokens" };
        foreach (var layer in step.Layers)
        {
            table.Add(
                layer.Name,
                Share(layer.NominalSparsity),
                ReportCell.Share(layer.Size.Sparsity),
                Share(layer.FinalSize?.Sparsity),
                ReportCell.Of(layer.Size.BitsPerWeight, decimals: 2),
                Real(layer.WeightError),
                Real(layer.OutputError),
                ReportCell.Of(layer.Elapsed.TotalSeconds, decimals: 2),
                layer.Format);
        }
        return table;
    }

    /// <summary>A share, 0 to 1, that may not exist.</summary>
    public static ReportCell Share(double? value) => value is { } share ? ReportCell.Share(share) : ReportCell.Missing;

    /// <summary>A number that may not exist.</summary>
    public static ReportCell Real(double? value) => value is { } number ? ReportCell.Of(number) : ReportCell.Missing;

    private static ReportColumn[] Columns =>
    [
        new("layer", "layer"),
        ReportColumn.Number("asked", "nominalSparsity", "%"),
        ReportColumn.Number("sparsity", "sparsity", "%"),
        ReportColumn.Number("at the end", "finalSparsity", "%"),
        ReportColumn.Number("bits per weight", "bitsPerWeight"),
        ReportColumn.Number("weight error", "weightError"),
        ReportColumn.Number("output error", "outputError"),
        ReportColumn.Number("seconds", "seconds"),
        new("format", "format", Detail: true),
    ];
}
