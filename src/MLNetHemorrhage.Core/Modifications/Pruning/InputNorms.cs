using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>‖x_j‖ over the calibration tokens.</summary>
internal static class InputNorms
{
    /// <summary>The norms of a layer's inputs [columns], from its column squares.</summary>
    public static double[] Of(LayerToModify layer)
    {
        double[] norms = [.. layer.Statistic<ColumnSquares>().Sums];
        for (int j = 0; j < norms.Length; j++)
        {
            layer.CheckInput(j, norms[j]);
            norms[j] = Math.Sqrt(norms[j]);
        }
        return norms;
    }
}
