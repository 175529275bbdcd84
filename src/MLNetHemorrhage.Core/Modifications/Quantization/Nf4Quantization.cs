using MLNetHemorrhage.Models.Weights.Codebooks;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(nf4, block=64)</c>: NormalFloat, 16 values that a normally distributed weight takes equally often (Dettmers et al. 2023, "QLoRA:
/// Efficient Finetuning of Quantized LLMs"). Weights that are zero stay zero.
/// </summary>
public sealed record Nf4Quantization : NormalizedCodebook
{
    internal static readonly ModificationMethod Row = new ModificationMethod<Nf4Quantization>(
        ModificationKind.Quantize, "nf4", "gives every weight one of 16 quantiles of the normal distribution, scaled by blocks", needsCalibration: false,
        Parameters<Nf4Quantization>()) { Source = "Dettmers et al. 2023" };

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override Codebook Codebook => Codebook.Nf4;
}
