namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Which form the reported parameters have: the power law or the dense-anchored law at the left, with or without k2, by the Bayesian information
/// criterion (Schwarz 1978). Only the point is chosen so; the interval is the full model's.
/// </summary>
internal static class FormChoice
{
    private static readonly Bounds[] s_straight = [Bounds.None, Bounds.NotNegative, Bounds.NotNegative, Bounds.Zero];
    private static readonly Bounds[] s_curved = [Bounds.None, Bounds.NotNegative, Bounds.NotNegative, Bounds.NotNegative];

    /// <summary>The form with the best criterion of those whose s0 lies in an interval; the full model's must.</summary>
    public static PhaseTransition Of(DegradationCurve curve, double[] scales, string mode, double low, double high)
    {
        var points = curve.Points;
        var candidates = new List<(PhaseTransition Fit, double Criterion)>();
        foreach (bool quadratic in (ReadOnlySpan<bool>)[true, false])
        {
            double parameters = quadratic ? 5 : 4;
            double Criterion(double error) => points.Count * Math.Log(Math.Max(error, double.Epsilon) / points.Count) + parameters * Math.Log(points.Count);
            var power = Power(points, scales, quadratic);
            candidates.Add((Fit(mode, TransitionForm.PowerLaw, Math.Exp(power.LnA), power.B, power.K1, power.K2, power.S0, double.NaN), Criterion(power.SquaredError)));
            if (curve.LnBasePerplexity is not { } lnBase) continue;
            var anchored = new AnchoredFit(points, scales, lnBase, quadratic).Best();
            candidates.Add((Fit(mode, TransitionForm.DenseAnchored, anchored.A, anchored.B, anchored.K1, anchored.K2, anchored.S0, lnBase), Criterion(anchored.SquaredError)));
        }
        var inside = candidates.Where(candidate => candidate.Fit.S0 >= low && candidate.Fit.S0 <= high);
        var chosen = inside.MinBy(candidate => candidate.Criterion).Fit;
        return chosen with { Rmse = Math.Sqrt(points.Average(point => Square(point.LnPerplexity - chosen.LnPerplexityAt(point.Strength)))) };
    }

    /// <summary>The power-law form at its best s0.</summary>
    public static PiecewiseFit Power(IReadOnlyList<DegradationPoint> points, double[] scales, bool quadratic)
    {
        var boxes = quadratic ? s_curved : s_straight;
        double s0 = ProfileSearch.Minimise(s => PiecewiseFit.At(points, s, boxes, scales).SquaredError, points[0].Strength, points[^1].Strength);
        return PiecewiseFit.At(points, s0, boxes, scales);
    }

    private static PhaseTransition Fit(string mode, TransitionForm form, double a, double b, double k1, double k2, double s0, double lnBase) => new()
    {
        Mode = mode, Verdict = FitVerdict.NoTransition, Reason = "", Form = form, A = a, B = b, K1 = k1, K2 = k2, S0 = s0, LnBasePerplexity = lnBase,
    };

    private static double Square(double value) => value * value;
}
