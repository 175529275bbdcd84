namespace MLNetHemorrhage.Numerics;

/// <summary>Sine and cosine built from exactly rounded operations only; see <see cref="ScalarMath"/>.</summary>
internal static class ScalarTrigonometry
{
    /// <summary>Largest argument in radians; beyond it the reduction would lose accuracy.</summary>
    public const double Limit = 1 << 20;

    private const double TwoOverPi = 0.6366197723675814;

    // pi/2 in three parts; multiples of the first two, below 2^20, are exact.
    private const double HalfPiHigh = 1.5707963267341256;
    private const double HalfPiMiddle = 6.077100506303966e-11;
    private const double HalfPiLow = 2.0222662487959506e-21;

    /// <summary>Sine and cosine of <paramref name="x"/> radians.</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        if (Math.Abs(x) > Limit) throw new ArgumentOutOfRangeException(nameof(x), x, $"Angles must be within ±{Limit} radians.");
        if (double.IsNaN(x)) return (x, x);
        double quadrant = Math.Round(x * TwoOverPi);
        double high = x - quadrant * HalfPiHigh, step = quadrant * HalfPiMiddle;
        double r = high - step;
        double tail = high - r - step - quadrant * HalfPiLow;
        double sin = SinReduced(r), cos = CosReduced(r);
        (sin, cos) = (Math.FusedMultiplyAdd(tail, cos, sin), Math.FusedMultiplyAdd(-tail, sin, cos));
        return ((int)quadrant & 3) switch
        {
            0 => (sin, cos),
            1 => (cos, -sin),
            2 => (-sin, -cos),
            _ => (-cos, sin),
        };
    }

    // Taylor series; the first neglected terms are below 1e-17 on |r| <= pi/4.
    private static double SinReduced(double r)
    {
        double z = r * r, sum = 1.0 / 355687428096000;
        sum = Math.FusedMultiplyAdd(sum, z, -1.0 / 1307674368000);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 6227020800);
        sum = Math.FusedMultiplyAdd(sum, z, -1.0 / 39916800);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 362880);
        sum = Math.FusedMultiplyAdd(sum, z, -1.0 / 5040);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 120);
        sum = Math.FusedMultiplyAdd(sum, z, -1.0 / 6);
        return Math.FusedMultiplyAdd(r * z, sum, r);
    }

    private static double CosReduced(double r)
    {
        double z = r * r, sum = 1.0 / 20922789888000;
        sum = Math.FusedMultiplyAdd(sum, z, -1.0 / 87178291200);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 479001600);
        sum = Math.FusedMultiplyAdd(sum, z, -1.0 / 3628800);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 40320);
        sum = Math.FusedMultiplyAdd(sum, z, -1.0 / 720);
        sum = Math.FusedMultiplyAdd(sum, z, 1.0 / 24);
        double half = 0.5 * z, one = 1 - half;
        // 1 - z/2 first, then its rounding error and the rest.
        return one + Math.FusedMultiplyAdd(z * z, sum, 1 - one - half);
    }
}
