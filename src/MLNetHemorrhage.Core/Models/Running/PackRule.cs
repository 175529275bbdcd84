using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>
/// What layers are multiplied from: without their zeros, or from codes, only where that is faster on the machine of docs/benchmarks.md.
/// Small layers stay in the caches, where the dense product is harder to beat.
/// </summary>
internal static class PackRule
{
    private const long Large = 1 << 20, Small = 1 << 17;

    // Of the weights, those that are not zero. Codes are read so fast that few rows need a matrix that is nearly empty.
    private const double MostOfLarge = 0.5, MostOfSmall = 0.3, MostBesideCodes = 0.125;

    // Of the bytes of f32: very small groups have more scales than codes.
    private const double MostBytesOfCodes = 0.5;

    public static PackForms FormsOf(ReadOnlySpan<WeightMatrix> layers)
    {
        long count = 0, held = 0;
        bool areCoded = true;
        foreach (var layer in layers)
        {
            count += layer.Count;
            held += Held(layer);
            areCoded &= layer is ICodedWeights;
        }
        if (count < Small) return new(PackForm.Dense);
        bool isSparse = held <= count * (count >= Large ? MostOfLarge : MostOfSmall);
        if (!areCoded || BytesOf(PackForm.Quantized, layers) > count * sizeof(float) * MostBytesOfCodes) return new(isSparse ? PackForm.Sparse : PackForm.Dense);
        return held <= count * MostBesideCodes ? new(PackForm.Sparse) : new(PackForm.Quantized, isSparse ? PackForm.Sparse : PackForm.Quantized);
    }

    /// <summary>About the bytes that layers take in all of the forms.</summary>
    public static long BytesOf(PackForms forms, ReadOnlySpan<WeightMatrix> layers) =>
        BytesOf(forms.Few, layers) + (forms.Many == forms.Few ? 0 : BytesOf(forms.Many, layers));

    private static long BytesOf(PackForm form, ReadOnlySpan<WeightMatrix> layers)
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
