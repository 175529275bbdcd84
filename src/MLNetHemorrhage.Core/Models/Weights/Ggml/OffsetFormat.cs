using MLNetHemorrhage.Models.Weights.Ggml.Fits;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q4_0 and Q5_0: f16 scale, fifth bits where there are five, 32 nibbles; value = scale · (q - 2^(bits-1)).</summary>
internal sealed class OffsetFormat(string name, int typeId, int bits)
    : BlockFormat(name, typeId, Length, sizeof(ushort) + NibbleLevels.ByteLength(Length, bits))
{
    private const int Length = 32;

    private int Middle => 1 << (bits - 1);

    public override bool KeepsZeros => true;

    public override QuantizedFormat Codes { get; } = bits == QuantizedFormat.TableBits
        ? new(Length, Length, ScaleRule.Scaled) { Table = QuantizedFormat.Distances(1 << (bits - 1)) }
        : new(Length, Length, ScaleRule.Centered) { CommonShift = 1 << (bits - 1) };

    public override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        scales[0] = ReadHalf(block);
        NibbleLevels.Unpack(block[2..], bits, codes);
    }

    protected override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        Span<byte> levels = stackalloc byte[Length];
        if (importance.IsKnown)
        {
            Span<float> weights = stackalloc float[Length];
            importance.Weigh(0, values, importance.RowMeanSquare, weights);
            WriteHalf(block, SymmetricFit.Fit(values, weights, Middle, levels));
        }
        else
        {
            // The weight farthest from zero is on the lowest level, whatever its sign.
            float scale = Extreme.Of(values) / -Middle, inverse = scale == 0 ? 0 : 1 / scale;
            WriteHalf(block, scale);
            for (int i = 0; i < Length; i++) levels[i] = (byte)Math.Min(2 * Middle - 1, (int)(values[i] * inverse + (Middle + 0.5f)));
        }
        NibbleLevels.Pack(levels, bits, block[2..]);
    }
}
