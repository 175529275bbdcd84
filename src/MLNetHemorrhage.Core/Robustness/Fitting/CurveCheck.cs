using System.Globalization;

namespace MLNetHemorrhage.Robustness;

/// <summary>Which curves no fit should be made of.</summary>
internal static class CurveCheck
{
    public const int LeastStrengths = 6;

    // Fewer than one in a thousand simulated curves that rise are refused: of errors that are known, and of a scatter that is estimated.
    private const double MostErrors = 5, MostScatters = 8;

    // A dip may be certain and yet too small to matter: light pruning sometimes helps a little.
    private const double SmallShare = .05;

    /// <summary>Why the curve cannot be fitted; null if it can.</summary>
    public static string? Refusal(DegradationCurve curve)
    {
        int strengths = curve.Points.Select(point => point.Strength).Distinct().Count();
        if (strengths < LeastStrengths) return $"a fit needs at least {LeastStrengths} different strengths, found {strengths}";
        if (curve.Protocols.Count > 1)
            return $"the points were measured under different protocols ({string.Join(", ", curve.Protocols)}), whose perplexities do not compare";
        return Dip(curve.Points);
    }

    private static string? Dip(IReadOnlyList<DegradationPoint> points)
    {
        double[] values = [.. points.Select(point => point.LnPerplexity)];
        double small = SmallShare * (values.Max() - values.Min());
        bool known = !points.Any(point => double.IsNaN(point.StandardError));
        double scatter = known ? double.NaN : NoiseLevel.Of([.. points.Select(point => point.Strength)], values);
        int peak = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] >= values[peak])
            {
                peak = i;
                continue;
            }
            double noise = known ? MostErrors * double.Hypot(points[peak].StandardError, points[i].StandardError) : MostScatters * Math.Sqrt(2) * scatter;
            double dip = values[peak] - values[i];
            if (dip <= small || dip <= noise) continue;
            return string.Create(CultureInfo.InvariantCulture,
                $"perplexity falls beyond the noise, from {Math.Exp(values[peak]):G6} at strength {points[peak].Strength:G4} to {Math.Exp(values[i]):G6} at {points[i].Strength:G4}; a fit needs a curve that rises");
        }
        return null;
    }
}
