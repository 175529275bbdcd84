using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>What a quantization did to every matrix, a row each.</summary>
internal static class QuantizedLayerTable
{
    public static TableSection Of(StepResult step)
    {
        var table = new TableSection($"Layers of {step.Step}", Columns)
        {
            Caption = "SQNR -20 log10 of ‖W' - W‖ / ‖W‖ and of ‖X(W' - W)ᵀ‖ / ‖XWᵀ‖ on a sample of the calibration tokens, in dB; bits count the scales",
        };
        foreach (var layer in step.Layers)
        {
            table.Add(
                layer.Name,
                ReportCell.Of(layer.Size.BitsPerWeight, decimals: 2),
                ReportCell.Share(layer.Size.Sparsity),
                LayerTable.Real(layer.Scales?.Minimum),
                LayerTable.Real(layer.Scales?.Median),
                LayerTable.Real(layer.Scales?.Maximum),
                LayerTable.Real(layer.WeightSqnr),
                LayerTable.Real(layer.OutputSqnr),
                ReportCell.Of(layer.Elapsed.TotalSeconds, decimals: 2),
                layer.Format);
        }
        return table;
    }

    private static ReportColumn[] Columns =>
    [
        new("layer", "layer"),
        ReportColumn.Number("bits per weight", "bitsPerWeight"),
        ReportColumn.Number("sparsity", "sparsity", "%"),
        ReportColumn.Number("smallest scale", "scaleMin"),
        ReportColumn.Number("median scale", "scaleMedian"),
        ReportColumn.Number("largest scale", "scaleMax"),
        ReportColumn.Number("weight SQNR", "weightSqnr"),
        ReportColumn.Number("output SQNR", "outputSqnr"),
        ReportColumn.Number("seconds", "seconds"),
        new("format", "format", Detail: true),
    ];
}
