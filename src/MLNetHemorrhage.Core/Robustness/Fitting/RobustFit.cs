using System.Globalization;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>The published form without boxes: searched over the whole range, its interval and its verdict calibrated by simulation.</summary>
internal static class RobustFit
{
    private const string Mode = "robust";
    private const double OnBound = 1e-9;

    public static PhaseTransition Of(DegradationCurve curve, RobustFitOptions options)
    {
        if (CurveCheck.Refusal(curve) is { } refusal) return new() { Mode = Mode, Verdict = FitVerdict.Refused, Reason = refusal };
        var scales = PointScales.Of(curve.Points);
        var scaled = new ScaledCurve(curve.Points, scales);
        var random = new RandomSource(options.Seed);
        var (low, high) = new TransitionInterval(scaled, random.Fork(0)).Find();
        double best = FormChoice.Power(curve.Points, scales, quadratic: true).S0;
        // The grid of the interval may end a hair before the optimum.
        (low, high) = (Math.Min(low, best), Math.Max(high, best));
        var fit = FormChoice.Of(curve, scales, Mode, low, high);
        var test = TransitionTest.Of(scaled, curve.LnBasePerplexity, random.Fork(1));
        var (verdict, reason) = Verdict(fit, test, curve.Points[^1].Strength);
        return fit with
        {
            Verdict = verdict,
            Reason = reason,
            Low = low,
            High = high,
            ActiveBounds = [.. ActiveBounds(fit, curve.Points)],
        };
    }

    private static (FitVerdict, string) Verdict(PhaseTransition fit, TransitionTest test, double last)
    {
        if (!test.IsTransition) return (FitVerdict.NoTransition, string.Create(CultureInfo.InvariantCulture, $"{test.Law} describes the curve as well (p = {test.Chance:0.00})"));
        // Steep beyond s0 is what a transition means; a curve that only flattens there has a corner of the other kind.
        double before = (fit.LnPerplexityAt(fit.S0) - fit.LnPerplexityAt(fit.S0 * .999)) / (fit.S0 * .001), after = fit.K1 + 2 * fit.K2 * (last - fit.S0);
        return after > before
            ? (FitVerdict.Transition, string.Create(CultureInfo.InvariantCulture, $"two regimes describe the curve better than {test.Law}, the best smooth law (p <= {test.Chance:0.000})"))
            : (FitVerdict.NoTransition, "the curve grows no faster beyond the corner than before it");
    }

    private static IEnumerable<string> ActiveBounds(PhaseTransition fit, IReadOnlyList<DegradationPoint> points)
    {
        if (fit.B <= OnBound) yield return "b>=0";
        if (fit.K1 <= OnBound) yield return "k1>=0";
        double first = points[0].Strength, last = points[^1].Strength, near = 1e-6 * (last - first);
        if (fit.S0 <= first + near) yield return string.Create(CultureInfo.InvariantCulture, $"s0>={first}");
        if (fit.S0 >= last - near) yield return string.Create(CultureInfo.InvariantCulture, $"s0<={last}");
    }
}
