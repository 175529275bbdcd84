using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Elementary functions of 16 numbers at once. Written in operations that are exactly rounded everywhere, so processors
/// without 512-bit registers give the same bits.
/// </summary>
internal static class VectorMath
{
    // Adding 1.5 * 2^23 rounds to an integer, which then stands in the lowest bits.
    private const float RoundingShift = 12582912f;
    private const float InverseLn2 = 1.44269504f;
    private const float Ln2High = 0.693359375f;
    private const float Ln2Low = -2.12194440e-4f;

    // Above the first, e^x exceeds the largest single; below the second it leaves the normal numbers.
    private const float LargestExponent = 88.72283f;
    private const float SmallestExponent = -87.33f;

    /// <summary>
    /// e to the power of x, within 1 unit in the last place; 0 below -87.33, where the result would be subnormal.
    /// NaN gives NaN.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var shifted = Vector512.FusedMultiplyAdd(x, Vector512.Create(InverseLn2), Vector512.Create(RoundingShift));
        var n = shifted - Vector512.Create(RoundingShift);
        var r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2High), x);
        r = Vector512.FusedMultiplyAdd(n, Vector512.Create(-Ln2Low), r);
        // e^r = 1 + r + r^2 q(r), q minimax for the relative error (3e-9) on |r| <= ln 2 / 2.
        var q = Vector512.Create(0.00138145429f);
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.00836874545f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.0416683890f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.166665211f));
        q = Vector512.FusedMultiplyAdd(q, r, Vector512.Create(0.499999940f));
        var power = Vector512.FusedMultiplyAdd(q, r * r, r) + Vector512<float>.One;
        var scaled = (power.AsInt32() + (shifted.AsInt32() << 23)).AsSingle();
        scaled = Vector512.ConditionalSelect(
            Vector512.GreaterThan(x, Vector512.Create(LargestExponent)), Vector512.Create(float.PositiveInfinity), scaled);
        scaled = Vector512.ConditionalSelect(
            Vector512.LessThan(x, Vector512.Create(SmallestExponent)), Vector512<float>.Zero, scaled);
        return Vector512.ConditionalSelect(Vector512.Equals(x, x), scaled, x);
    }

    /// <summary>Natural logarithm of positive normal numbers, within a few units in the last place of the larger of 1 and the result.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Log(Vector512<float> x)
    {
        // x = 2^k m with m between sqrt(1/2) and sqrt(2), the exponent taken relative to sqrt(1/2).
        var relative = x.AsInt32() - Vector512.Create(0x3F3504F3);
        var k = Vector512.ConvertToSingle(relative >> 23);
        var m = ((relative & Vector512.Create(0x007FFFFF)) + Vector512.Create(0x3F3504F3)).AsSingle();
        // ln m = 2 (s + s^3/3 + s^5/5 + …) with s = (m - 1) / (m + 1), |s| < 0.172.
        var s = (m - Vector512<float>.One) / (m + Vector512<float>.One);
        var z = s * s;
        var series = Vector512.Create(2f / 9);
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2f / 7));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2f / 5));
        series = Vector512.FusedMultiplyAdd(series, z, Vector512.Create(2f / 3));
        var tail = Vector512.FusedMultiplyAdd(s * z, series, k * Vector512.Create(Ln2Low));
        return Vector512.FusedMultiplyAdd(k, Vector512.Create(Ln2High), s + s + tail);
    }

    /// <summary>x to the power of a positive y; 0 where x is 0 or subnormal.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Pow(Vector512<float> x, float y)
    {
        const float SmallestNormal = 1.17549435e-38f;
        var power = Exp(Vector512.Create(y) * Log(x));
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512.Create(SmallestNormal)), Vector512<float>.Zero, power);
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Sigmoid(Vector512<float> x)
    {
        // e^-|x| neither overflows nor makes a subnormal quotient.
        var decay = Exp(-Vector512.Abs(x));
        var numerator = Vector512.ConditionalSelect(Vector512.LessThan(x, Vector512<float>.Zero), decay, Vector512<float>.One);
        return numerator / (Vector512<float>.One + decay);
    }

    /// <summary>The sum of the 16 numbers, added as a fixed tree.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> x)
    {
        var eight = x.GetLower() + x.GetUpper();
        var four = eight.GetLower() + eight.GetUpper();
        return (four[0] + four[2]) + (four[1] + four[3]);
    }

    /// <summary>The largest of the 16 numbers; NaN if one is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Max(Vector512<float> x)
    {
        var eight = Vector256.Max(x.GetLower(), x.GetUpper());
        var four = Vector128.Max(eight.GetLower(), eight.GetUpper());
        return Math.Max(Math.Max(four[0], four[2]), Math.Max(four[1], four[3]));
    }

    /// <summary>The first 16 numbers of <paramref name="source"/>, filled up with <paramref name="padding"/> where it is shorter.</summary>
    public static Vector512<float> LoadPadded(ReadOnlySpan<float> source, float padding)
    {
        if (source.Length >= Vector512<float>.Count) return Vector512.Create(source);
        Span<float> buffer = stackalloc float[Vector512<float>.Count];
        buffer.Fill(padding);
        source.CopyTo(buffer);
        return Vector512.Create<float>(buffer);
    }
}
