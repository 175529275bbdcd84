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
    /// The ln ratio at a strength: on straight lines from knot to knot, from 0 at strength 0; beyond the last knot the last line goes on,
    /// which is too low where the curve bends upwards.
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
            if (strength <= right.Strength || i == curve.Knots.Count - 1)
                return left.LnRatio + (right.LnRatio - left.LnRatio) * (strength - left.Strength) / (right.Strength - left.Strength);
            left = right;
        }
    }
}
