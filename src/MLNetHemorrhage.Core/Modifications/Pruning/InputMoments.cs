using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Pruning;

/// <summary>What the inputs of a layer are on average [columns].</summary>
/// <param name="WindowSums">The sum over a calibration window, the mean of all windows.</param>
/// <param name="Variances">The variance over all tokens.</param>
internal sealed record InputMoments(double[] WindowSums, double[] Variances)
{
    public static InputMoments Of(LayerToModify layer)
    {
        var (sums, squares) = (layer.Statistic<ColumnSums>(), layer.Statistic<ColumnSquares>());
        var (windowSums, variances) = (new double[sums.Sums.Length], new double[sums.Sums.Length]);
        for (int j = 0; j < variances.Length; j++)
        {
            double mean = sums.Sums[j] / sums.Tokens;
            windowSums[j] = sums.Sums[j] / layer.CalibrationWindows;
            variances[j] = Math.Max(0, squares.Sums[j] / sums.Tokens - mean * mean);
        }
        return new(windowSums, variances);
    }
}
