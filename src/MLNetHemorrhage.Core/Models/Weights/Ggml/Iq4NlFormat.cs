using MLNetHemorrhage.Models.Weights.Ggml.Fits;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>IQ4_NL: f16 scale, 32 nibbles that number the values of a codebook; value = scale · codebook[q].</summary>
internal sealed class Iq4NlFormat() : BlockFormat("IQ4_NL", typeId: 20, Length, blockBytes: 18)
{
    private const int Length = 32, Bits = 4;

    public override bool KeepsZeros => false;

    public override QuantizedFormat Codes { get; } = new(Length, Length, ScaleRule.Scaled) { Table = Iq4Codebook.Numbers() };

    public override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        scales[0] = ReadHalf(block);
        NibbleLevels.Unpack(block[2..], Bits, codes);
    }

    protected override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        Span<float> weights = stackalloc float[BlockLength];
        Iq4Codebook.Weigh(values, importance, 0, SquareSum.Of(values) * (2f / BlockLength), weights);
        float scale = Iq4Codebook.Fit(values, weights), inverse = scale == 0 ? 0 : 1 / scale;
        WriteHalf(block, scale);
        Span<byte> levels = stackalloc byte[BlockLength];
        for (int i = 0; i < BlockLength; i++) levels[i] = Iq4Codebook.Level(inverse * values[i]);
        NibbleLevels.Pack(levels, Bits, block[2..]);
    }
}
