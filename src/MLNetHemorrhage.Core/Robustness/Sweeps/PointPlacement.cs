namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Chooses the next strengths. For s0: where the transition models that the points allow, each weighted by its profile likelihood, disagree most
/// about ln perplexity; measuring there rules out most of them. For s_tol: at its estimate, until the points around it are close.
/// </summary>
internal static class PointPlacement
{
    /// <summary>Strengths are multiples of this: finer ones hardly change the number of weights in small matrices.</summary>
    public const double Resolution = 0.005;

    private const int Hypotheses = 80;
    private const double CloseToTolerance = 0.02;

    private static readonly Bounds[] Boxes = [Bounds.None, Bounds.NotNegative, Bounds.NotNegative, Bounds.NotNegative];

    /// <summary>At most so many new strengths inside the range of the curve.</summary>
    public static IReadOnlyList<double> Next(DegradationCurve curve, ToleranceThreshold tolerance, int count)
    {
        var points = curve.Points.ToList();
        var chosen = new List<double>();
        if (AtTolerance(points, tolerance) is { } close)
        {
            chosen.Add(close);
            points = With(points, close, Interpolate(points, close));
        }
        while (chosen.Count < count && MostDisputed(points) is var (strength, expected))
        {
            chosen.Add(strength);
            // As if it had come out as expected, so that the next one asks something else.
            points = With(points, strength, expected);
        }
        return chosen;
    }

    private static double? AtTolerance(List<DegradationPoint> points, ToleranceThreshold tolerance)
    {
        if (!tolerance.Reached) return null;
        int above = points.FindIndex(p => p.Strength >= tolerance.STol);
        if (above < 1 || points[above].Strength - points[above - 1].Strength <= CloseToTolerance) return null;
        double strength = Round(tolerance.STol);
        return IsFree(points, strength) ? strength : null;
    }

    private static (double Strength, double Expected)? MostDisputed(List<DegradationPoint> points)
    {
        double first = points[0].Strength, last = points[^1].Strength;
        PiecewiseFit[] fits = [.. Enumerable.Range(0, Hypotheses + 1).Select(i => PiecewiseFit.At(points, first + (last - first) * i / Hypotheses, Boxes))];
        double least = Math.Max(double.Epsilon, fits.Min(f => f.SquaredError));
        double[] likelihoods = [.. fits.Select(f => Math.Pow(Math.Max(least, f.SquaredError) / least, -points.Count / 2.0))];
        double total = likelihoods.Sum();
        (double Strength, double Expected)? best = null;
        double most = 0;
        for (double strength = Round(first + Resolution); strength < last; strength = Round(strength + Resolution))
        {
            if (!IsFree(points, strength)) continue;
            double mean = 0, square = 0;
            for (int i = 0; i < fits.Length; i++)
            {
                double value = ValueAt(fits[i], strength);
                mean += likelihoods[i] / total * value;
                square += likelihoods[i] / total * value * value;
            }
            if (square - mean * mean > most) (most, best) = (square - mean * mean, (strength, mean));
        }
        return best;
    }

    private static double ValueAt(PiecewiseFit fit, double strength)
    {
        double beyond = Math.Max(0, strength - fit.S0);
        return fit.LnA + fit.B * Math.Log(Math.Min(strength, fit.S0)) + (fit.K1 + fit.K2 * beyond) * beyond;
    }

    private static double Interpolate(List<DegradationPoint> points, double strength)
    {
        int above = points.FindIndex(p => p.Strength >= strength);
        DegradationPoint left = points[above - 1], right = points[above];
        return left.LnPerplexity + (right.LnPerplexity - left.LnPerplexity) * (strength - left.Strength) / (right.Strength - left.Strength);
    }

    private static List<DegradationPoint> With(IEnumerable<DegradationPoint> points, double strength, double lnPerplexity) =>
        [.. points.Append(new(strength, lnPerplexity)).OrderBy(p => p.Strength)];

    private static bool IsFree(List<DegradationPoint> points, double strength) =>
        strength > points[0].Strength && strength < points[^1].Strength && points.TrueForAll(p => Math.Abs(p.Strength - strength) > 0.9 * Resolution);

    private static double Round(double strength) => Math.Round(Math.Round(strength / Resolution) * Resolution, 6);
}
