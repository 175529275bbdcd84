using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>The published form without boxes: searched on a grid, its interval calibrated by simulation.</summary>
internal static class RobustFit
{
    private const string Mode = "robust";
    private const int GridSteps = 100;
    private const int Resamples = 199;

    private static readonly Bounds[] s_boxes = [Bounds.None, Bounds.NotNegative, Bounds.NotNegative, Bounds.NotNegative];

    public static PhaseTransition Of(DegradationCurve curve, RobustFitOptions options)
    {
        if (CurveCheck.Refusal(curve) is { } refusal) return new() { Mode = Mode, Verdict = FitVerdict.Refused, Reason = refusal };
        var points = curve.Points;
        double low = points[0].Strength, high = points[^1].Strength;
        double[] grid = [.. Enumerable.Range(0, GridSteps + 1).Select(i => low + (high - low) * i / GridSteps)];
        var costs = Costs(points, grid);
        double s0 = grid[Array.IndexOf(costs, costs.Min())];
        var fit = PiecewiseFit.At(points, s0, s_boxes);
        double critical = Critical(points, grid, fit, new RandomSource(options.Seed));
        var inside = grid.Where((_, i) => costs[i] <= fit.SquaredError * critical).ToArray();
        return new()
        {
            Mode = Mode,
            Verdict = FitVerdict.Transition,
            Reason = "the two regimes describe the curve",
            A = Math.Exp(fit.LnA),
            B = fit.B,
            K1 = fit.K1,
            K2 = fit.K2,
            S0 = s0,
            Low = inside[0],
            High = inside[^1],
            Rmse = Math.Sqrt(fit.SquaredError / points.Count),
        };
    }

    private static double[] Costs(IReadOnlyList<DegradationPoint> points, double[] grid)
        => [.. grid.Select(s0 => PiecewiseFit.At(points, s0, s_boxes).SquaredError)];

    // The 95 % quantile of cost(true s0) / least cost over curves drawn from the fit.
    private static double Critical(IReadOnlyList<DegradationPoint> points, double[] grid, PiecewiseFit fit, RandomSource random)
    {
        double deviation = Math.Sqrt(fit.SquaredError / Math.Max(1, points.Count - 5));
        var law = new PhaseTransition { Mode = Mode, Verdict = FitVerdict.Transition, Reason = "", A = Math.Exp(fit.LnA), B = fit.B, K1 = fit.K1, K2 = fit.K2, S0 = fit.S0 };
        var ratios = new double[Resamples];
        for (int i = 0; i < Resamples; i++)
        {
            DegradationPoint[] drawn = [.. points.Select(point => point with { LnPerplexity = law.LnPerplexityAt(point.Strength) + deviation * random.NextGaussian() })];
            ratios[i] = PiecewiseFit.At(drawn, fit.S0, s_boxes).SquaredError / Costs(drawn, grid).Min();
        }
        Array.Sort(ratios);
        return ratios[(int)(.95 * (Resamples + 1)) - 1];
    }
}
