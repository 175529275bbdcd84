using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Weights.Ggml;

/// <summary>Q8_0: f16 scale, 32 signed bytes; value = scale · q.</summary>
internal sealed class Q80Format() : BlockFormat("Q8_0", typeId: 8, Length, blockBytes: 34)
{
    private const int Length = 32, LastLevel = 127, Middle = 128;

    public override bool KeepsZeros => true;

    public override QuantizedFormat Codes { get; } = new(Length, Length, ScaleRule.Centered) { CommonShift = Middle };

    public override void Unpack(ReadOnlySpan<byte> block, Span<byte> codes, Span<float> scales, Span<float> shifts)
    {
        scales[0] = ReadHalf(block);
        for (int i = 0; i < codes.Length; i++) codes[i] = (byte)((sbyte)block[2 + i] + Middle);
    }

    // Importance changes nothing: the largest weight sets the scale.
    protected override void Quantize(ReadOnlySpan<float> values, BlockImportance importance, Span<byte> block)
    {
        float largest = 0;
        foreach (float x in values) largest = Math.Max(largest, Math.Abs(x));
        float scale = largest / LastLevel, inverse = scale == 0 ? 0 : 1 / scale;
        WriteHalf(block, scale);
        for (int i = 0; i < BlockLength; i++) block[2 + i] = (byte)(sbyte)MathF.Round(values[i] * inverse, MidpointRounding.AwayFromZero);
    }
}
