using MLNetHemorrhage.Models.Weights.Codebooks;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(nvfp4)</c>: E2M1 numbers in blocks of 16 inputs of a row, whose scales max|w| / 6 are held as E4M3 numbers under one f32 scale for the
/// matrix, which takes the largest of them to 448 (NVIDIA 2025, "Pretraining Large Language Models with NVFP4", for the format). The last block of a row may be
/// short. Weights that are zero stay zero.
/// </summary>
public sealed record Nvfp4Quantization : CodebookQuantization
{
    private const int Block = 16;

    internal static readonly ModificationMethod Row = new ModificationMethod<Nvfp4Quantization>(
        ModificationKind.Quantize, "nvfp4", "gives every weight a 4-bit float, scaled by 8-bit floats for 16 inputs", needsCalibration: false,
        [BitsParameter<Nvfp4Quantization>()]) { Source = "NVIDIA 2025" };

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override Codebook Codebook => Codebook.E2M1;

    private protected override CodebookShape Shape(int rows, int columns) => new(rows, columns, Block, AcrossRows: false);

    private protected override CodebookScales Scales(float[] largest) => new Float8Scales([.. largest.Select(m => m / Codebook.Largest)]);

    private protected override long ScaleBytes(long blocks) => Float8Scales.SizeOf(blocks);
}
