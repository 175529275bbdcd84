using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>
/// What layers are multiplied from: without their zeros, or from codes, only where that is faster for every number of rows, from 1 up, on
/// the machine of docs/benchmarks.md. Small layers stay in the caches, where the dense product is harder to beat.
/// </summary>
internal static class PackRule
{
    private const long Large = 1 << 20, Small = 1 << 17;
    private const double MostOfLarge = 0.5, MostOfSmall = 0.3;

    // Very small groups have more scales than codes.
    private const double MostOfCodes = 0.5;

    public static PackForm FormOf(ReadOnlySpan<WeightMatrix> layers)
    {
        long count = 0, held = 0;
        bool areCoded = true;
        foreach (var layer in layers)
        {
            count += layer.Count;
            held += Held(layer);
            areCoded &= layer is ICodedWeights;
        }
        if (areCoded && count >= Small && BytesOf(PackForm.Quantized, layers) <= count * sizeof(float) * MostOfCodes) return PackForm.Quantized;
        return count >= Small && held <= count * (count >= Large ? MostOfLarge : MostOfSmall) ? PackForm.Sparse : PackForm.Dense;
    }

    /// <summary>About the bytes that layers take in a form.</summary>
    public static long BytesOf(PackForm form, ReadOnlySpan<WeightMatrix> layers)
    {
        long bytes = 0;
        foreach (var layer in layers)
        {
            bytes += form switch
            {
                PackForm.Sparse => SparsePanels.BytesPerValue * Held(layer),
                PackForm.Quantized => QuantizedPanels.ByteSizeFor(layer.Rows, ((ICodedWeights)layer).CodeFormat),
                _ => layer.Count * sizeof(float),
            };
        }
        return bytes;
    }

    // Weights that are not zero; those of dense storage are not counted one by one, as few zeros are expected there.
    private static long Held(WeightMatrix weights) => weights is DenseWeights ? weights.Count : weights.Count - weights.ZeroCount;
}
