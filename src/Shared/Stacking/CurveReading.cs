using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Stacking;

/// <summary>Reads a degradation curve between its knots.</summary>
public static class CurveReading
{
    /// <summary>The greatest strength that was measured.</summary>
    /// <param name="curve">The curve.</param>
    public static double LastStrength(this CurveRecord curve) => curve.Knots[curve.Knots.Count - 1].Strength;

    /// <summary>Whether a strength is not beyond the last knot.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="strength">The strength.</param>
    public static bool Covers(this CurveRecord curve, double strength) => strength <= curve.LastStrength() + Strengths.Resolution;

    /// <summary>
    /// The ln ratio at a strength. Between two knots of positive ln ratio it grows by the same factor everywhere, because curves bend upwards
    /// and straight lines would lie far above them; from 0 at strength 0 to the first knot, and beside a knot that is not positive, it follows a
    /// straight line. Beyond the last knot the line through the last two goes on, which is too low where the curve bends upwards.
    /// </summary>
    /// <param name="curve">The curve.</param>
    /// <param name="strength">The strength, 0 to 1.</param>
    /// <returns>ln of the modified perplexity over the base model's.</returns>
    public static double LnRatioAt(this CurveRecord curve, double strength)
    {
        var left = default(Knot);
        for (int i = 0; ; i++)
        {
            var right = curve.Knots[i];
            if (strength <= right.Strength || i == curve.Knots.Count - 1) return Between(left, right, (strength - left.Strength) / (right.Strength - left.Strength));
            left = right;
        }
    }

    /// <summary>The greatest strength up to which the ln ratio stays within a limit: the inverse of <see cref="LnRatioAt"/>.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="lnRatio">The limit, 0 or more.</param>
    /// <returns>The strength; the greatest measured one where the curve stays within the limit.</returns>
    public static double StrengthAt(this CurveRecord curve, double lnRatio)
    {
        var left = default(Knot);
        foreach (var right in curve.Knots)
        {
            if (right.LnRatio > lnRatio) return left.Strength + (right.Strength - left.Strength) * Share(left, right, lnRatio);
            left = right;
        }
        return left.Strength;
    }

    private static double Between(Knot left, Knot right, double share) => left.LnRatio > 0 && right.LnRatio > 0 && share <= 1
        ? left.LnRatio * Math.Pow(right.LnRatio / left.LnRatio, share)
        : left.LnRatio + (right.LnRatio - left.LnRatio) * share;

    private static double Share(Knot left, Knot right, double lnRatio) => left.LnRatio > 0
        ? Math.Log(lnRatio / left.LnRatio) / Math.Log(right.LnRatio / left.LnRatio)
        : (lnRatio - left.LnRatio) / (right.LnRatio - left.LnRatio);
}
