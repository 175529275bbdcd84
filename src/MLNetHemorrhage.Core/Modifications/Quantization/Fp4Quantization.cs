using MLNetHemorrhage.Models.Weights.Codebooks;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(fp4, block=64)</c>: floating-point numbers of 4 bits, relative to the largest of a block, as the library of the authors of NF4 has
/// them (Dettmers et al. 2023, "QLoRA: Efficient Finetuning of Quantized LLMs"). Weights that are zero stay zero.
/// </summary>
public sealed record Fp4Quantization : NormalizedCodebook
{
    internal static readonly ModificationMethod Row = new ModificationMethod<Fp4Quantization>(
        ModificationKind.Quantize, "fp4", "gives every weight a floating-point number of 4 bits, scaled by blocks", needsCalibration: false,
        Parameters<Fp4Quantization>()) { Source = "Dettmers et al. 2023" };

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override Codebook Codebook => Codebook.Fp4;
}
