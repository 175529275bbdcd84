using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>How much of the energy of a layer's inputs is in each of them, for <see cref="GridClip.Activation"/>.</summary>
internal static class InputEnergies
{
    /// <summary>Σx² of every input over that of the largest; all zero where these are.</summary>
    public static float[] Of(LayerToModify layer)
    {
        double[] squares = layer.Statistics.OfType<InputGram>().SingleOrDefault()?.Diagonal(layer.Pool) ?? [.. layer.Statistic<ColumnSquares>().Sums];
        double largest = 0;
        for (int j = 0; j < squares.Length; j++)
        {
            layer.CheckInput(j, squares[j]);
            largest = Math.Max(largest, squares[j]);
        }
        return [.. squares.Select(s => largest > 0 ? (float)(s / largest) : 0)];
    }
}
