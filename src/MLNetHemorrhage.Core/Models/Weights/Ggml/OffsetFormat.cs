using MLNetHemorrhage.Models.Weights.Ggml.Fits;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q4_0 and Q5_0: f16 scale, fifth bits where there are five, 32 nibbles; value = scale · (q - 2^(bits-1)).</summary>
internal sealed class OffsetFormat(string name, int typeId, int bits)
    : BlockFormat(name, typeId, Length, sizeof(ushort) + NibbleLevels.ByteLength(Length, bits))
{
    private const int Length = 32;

    private int Middle => 1 << (bits - 1);

    public override bool KeepsZeros => true;

    public override void Dequantize(ReadOnlySpan<byte> block, Span<float> values)
    {
        float scale = ReadHalf(block);
        Span<byte> levels = stackalloc byte[Length];
        NibbleLevels.Unpack(block[2..], bits, levels);
        for (int i = 0; i < Length; i++) values[i] = (levels[i] - Middle) * scale;
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
