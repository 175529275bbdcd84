using MLNetHemorrhage.Models.Weights.Ggml.Fits;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q4_1 and Q5_1: f16 scale, f16 minimum, fifth bits where there are five, 32 nibbles; value = scale · q + minimum.</summary>
internal sealed class MinimumFormat(string name, int typeId, int bits)
    : BlockFormat(name, typeId, Length, 2 * sizeof(ushort) + NibbleLevels.ByteLength(Length, bits))
{
    private const int Length = 32;

    private int LastLevel => (1 << bits) - 1;

    public override bool KeepsZeros => false;

    public override QuantizedFormat Codes { get; } =
        new(Length, Length, ScaleRule.Offset) { Table = bits == QuantizedFormat.TableBits ? QuantizedFormat.Distances(0) : null };

    public override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        (scales[0], shifts[0]) = (ReadHalf(block), -ReadHalf(block[2..]));
        NibbleLevels.Unpack(block[4..], bits, codes);
    }

    protected override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        Span<byte> levels = stackalloc byte[Length];
        if (importance.IsKnown)
        {
            Span<float> weights = stackalloc float[Length];
            importance.Weigh(0, values, importance.RowMeanSquare, weights);
            var (scale, minimum) = AffineFit.Weighted.Fit(values, weights, LastLevel, levels);
            WriteHalf(block, scale);
            WriteHalf(block[2..], -minimum);
        }
        else
        {
            var (smallest, largest) = Extreme.Range(values);
            float scale = (largest - smallest) / LastLevel, inverse = scale == 0 ? 0 : 1 / scale;
            WriteHalf(block, scale);
            WriteHalf(block[2..], smallest);
            for (int i = 0; i < Length; i++) levels[i] = (byte)Math.Min(LastLevel, (int)((values[i] - smallest) * inverse + 0.5f));
        }
        NibbleLevels.Pack(levels, bits, block[4..]);
    }
}
