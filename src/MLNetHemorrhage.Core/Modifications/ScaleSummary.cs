using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Modifications;

/// <summary>The scales of a quantized matrix: half the distance between levels bounds what rounding moves a weight that is not clipped.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Minimum">The smallest.</param>
/// <param name="Median">The middle one; of an even number the mean of the two in the middle.</param>
/// <param name="Maximum">The largest.</param>
public sealed record ScaleSummary(int Count, double Minimum, double Median, double Maximum)
{
    /// <summary>The scales of a matrix; null where it has none.</summary>
    /// <param name="weights">The matrix.</param>
    /// <returns>The summary.</returns>
    public static ScaleSummary? Of(WeightMatrix weights)
    {
        if (weights is not IScaledWeights scaled) return null;
        float[] scales = scaled.Scales();
        Array.Sort(scales);
        return new(scales.Length, scales[0], (scales[(scales.Length - 1) / 2] + (double)scales[scales.Length / 2]) / 2, scales[^1]);
    }
}
