using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models.Running;

/// <summary>
/// Whether layers are multiplied without their zeros: only where that is faster for every number of rows, from 1 up, on the machine of
/// docs/benchmarks.md. Small layers stay in the caches, where the dense product is harder to beat.
/// </summary>
internal static class SparseRule
{
    private const long Large = 1 << 20, Small = 1 << 17;
    private const double MostOfLarge = 0.5, MostOfSmall = 0.3;

    public static bool Applies(ReadOnlySpan<WeightMatrix> layers)
    {
        long count = 0, held = 0;
        foreach (var layer in layers)
        {
            count += layer.Count;
            held += Held(layer);
        }
        return count >= Small && held <= count * (count >= Large ? MostOfLarge : MostOfSmall);
    }

    /// <summary>Weights that are not zero; those of dense storage are not counted one by one, as few zeros are expected there.</summary>
    public static long Held(WeightMatrix weights) => weights is DenseWeights ? weights.Count : weights.Count - weights.ZeroCount;
}
