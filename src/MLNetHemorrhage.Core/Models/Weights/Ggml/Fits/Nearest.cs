using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>Rounds to levels, ties to even.</summary>
internal static class Nearest
{
    /// <summary>The nearest integer of a range. What is not a number, as 0/0 in a group without values, goes to the lower end.</summary>
    public static int Level(float value, int least, int most) =>
        value >= most ? most : value > least ? (int)MathF.Round(value) : least;

    /// <summary>levels = inverse · (x - minimum), from 0 to the last; or from -offset on, which is added to them. The length is a multiple of 8.</summary>
    public static void Scaled(ReadOnlySpan<float> x, float minimum, float inverse, int lastLevel, Span<byte> levels, int offset = 0)
    {
        for (int i = 0; i < x.Length; i += Vector256<float>.Count)
            Store(inverse * (Vector256.Create(x[i..]) - Vector256.Create(minimum)), lastLevel, levels[i..], offset);
    }

    /// <summary>levels = (x + minimum) / scale, otherwise the same.</summary>
    public static void Divided(ReadOnlySpan<float> x, float minimum, float scale, int lastLevel, Span<byte> levels, int offset = 0)
    {
        for (int i = 0; i < x.Length; i += Vector256<float>.Count)
            Store((Vector256.Create(x[i..]) + Vector256.Create(minimum)) / scale, lastLevel, levels[i..], offset);
    }

    private static void Store(Vector256<float> values, int lastLevel, Span<byte> levels, int offset)
    {
        Vector256<float> least = Vector256.Create((float)-offset), most = Vector256.Create((float)(lastLevel - offset));
        var nearest = Vector256.ConditionalSelect(Vector256.GreaterThanOrEqual(values, most), most,
            Vector256.ConditionalSelect(Vector256.GreaterThan(values, least), Vector256.Round(values), least));
        var integers = Vector256.ConvertToInt32(nearest) + Vector256.Create(offset);
        for (int j = 0; j < Vector256<int>.Count; j++) levels[j] = (byte)integers[j];
    }
}
