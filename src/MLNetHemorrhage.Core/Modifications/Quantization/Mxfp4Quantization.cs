using MLNetHemorrhage.Models.Weights.Codebooks;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>
/// <c>quantize(mxfp4)</c>: E2M1 numbers in blocks of 32 inputs of a row, whose scales are powers of two, 2^(floor(log2 max|w|) - 2); larger ones than
/// 6 times the scale become that (Open Compute Project, "OCP Microscaling Formats (MX) Specification", 1.0, section 6.3). The last block of a row may
/// be short. Weights that are zero stay zero.
/// </summary>
public sealed record Mxfp4Quantization : CodebookQuantization
{
    private const int Block = 32;

    internal static readonly ModificationMethod Row = new ModificationMethod<Mxfp4Quantization>(
        ModificationKind.Quantize, "mxfp4", "gives every weight a 4-bit float, scaled by powers of two for 32 inputs", needsCalibration: false,
        [BitsParameter<Mxfp4Quantization>()]) { Source = "OCP 2023" };

    /// <inheritdoc/>
    public override ModificationMethod Method => Row;

    private protected override Codebook Codebook => Codebook.E2M1;

    private protected override CodebookShape Shape(int rows, int columns) => new(rows, columns, Block, AcrossRows: false);

    private protected override CodebookScales Scales(float[] largest) => new PowerScales([.. largest.Select(PowerScales.CodeFor)]);

    private protected override long ScaleBytes(long blocks) => blocks;
}
