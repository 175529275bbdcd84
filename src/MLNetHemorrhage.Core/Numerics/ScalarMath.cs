namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Elementary functions built from exactly rounded operations only, so that tables and schedules have the same bits on every
/// platform (the system's libm differs between platforms). Errors stay within a few units in the last place.
/// </summary>
internal static class ScalarMath
{
    private const double InverseLn2 = 1.4426950408889634;

    // ln 2 in two parts; the first has 32 bits, so that small multiples of it are exact.
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;

    // 1/k!, from k = 2; the next term is below 1e-17 on |r| <= ln 2 / 2.
    private static ReadOnlySpan<double> InverseFactorials =>
    [
        1.0 / 2, 1.0 / 6, 1.0 / 24, 1.0 / 120, 1.0 / 720, 1.0 / 5040, 1.0 / 40320, 1.0 / 362880, 1.0 / 3628800,
        1.0 / 39916800, 1.0 / 479001600, 1.0 / 6227020800,
    ];

    /// <summary>e to the power of <paramref name="x"/>.</summary>
    public static double Exp(double x) => Exp(x, 0);

    /// <summary>Natural logarithm.</summary>
    public static double Log(double x)
    {
        var (high, low) = LogParts(x);
        return high + low;
    }

    /// <summary><paramref name="x"/>, which is not negative, to the power of <paramref name="y"/>.</summary>
    public static double Pow(double x, double y)
    {
        if (x < 0) throw new ArgumentOutOfRangeException(nameof(x), x, "The base of a power must not be negative.");
        if (y == 0 || x == 1) return 1;
        var (high, low) = LogParts(x);
        double product = y * high;
        if (!double.IsFinite(product)) return Exp(product);
        return Exp(product, Math.FusedMultiplyAdd(y, high, -product) + y * low);
    }

    /// <summary>Sine of <paramref name="x"/> radians, |x| at most <see cref="ScalarTrigonometry.Limit"/>.</summary>
    public static double Sin(double x) => ScalarTrigonometry.SinCos(x).Sin;

    /// <summary>Cosine of <paramref name="x"/> radians, |x| at most <see cref="ScalarTrigonometry.Limit"/>.</summary>
    public static double Cos(double x) => ScalarTrigonometry.SinCos(x).Cos;

    // e^(x + tail) for |tail| far below |x|.
    private static double Exp(double x, double tail)
    {
        if (double.IsNaN(x)) return x;
        if (x > 710) return double.PositiveInfinity;
        if (x < -746) return 0;
        double n = Math.Round(x * InverseLn2);
        double r = Math.FusedMultiplyAdd(n, -Ln2Low, Math.FusedMultiplyAdd(n, -Ln2High, x)) + tail;
        double sum = 0;
        for (int i = InverseFactorials.Length - 1; i >= 0; i--) sum = Math.FusedMultiplyAdd(sum, r, InverseFactorials[i]);
        double result = 1 + Math.FusedMultiplyAdd(r * r, sum, r);
        int half = (int)n / 2;
        return result * PowerOfTwo(half) * PowerOfTwo((int)n - half);
    }

    // ln x as an unevaluated sum, good to about 2^-60 next to the mantissa's part. With x = 2^k m and s = (m-1)/(m+1):
    // ln m = 2s + 2/3 s^3 + 2/5 s^5 + …; the first term and k ln 2 are carried in two parts.
    private static (double High, double Low) LogParts(double x)
    {
        if (double.IsNaN(x) || x < 0) return (double.NaN, 0);
        if (x == 0) return (double.NegativeInfinity, 0);
        if (double.IsPositiveInfinity(x)) return (x, 0);
        int k = 0;
        if (x < 2.2250738585072014e-308)
        {
            x *= PowerOfTwo(60);
            k = -60;
        }
        long bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0xFFFFFFFFFFFFF) | (1023L << 52));
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            k++;
        }
        double f = m - 1, sum = m + 1, sumTail = m - (sum - 1);
        double s = f / sum;
        double tail = (Math.FusedMultiplyAdd(-s, sum, f) - s * sumTail) / sum;
        double z = s * s, series = 0;
        for (int n = 23; n >= 3; n -= 2) series = Math.FusedMultiplyAdd(series, z, 2.0 / n);
        tail = Math.FusedMultiplyAdd(s * z, series, 2 * tail);
        double large = k * Ln2High, high = large + 2 * s;
        // |large| is 0 or above |2s|, so this is the exact error of the sum.
        double rest = large == 0 ? 0 : 2 * s - (high - large);
        return (high, rest + (tail + k * Ln2Low));
    }

    private static double PowerOfTwo(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + 1023) << 52);
}
