using System.Globalization;

namespace MLNetHemorrhage.Robustness;

/// <summary>The published procedure: unweighted least squares on ln perplexity inside a preset's boxes.</summary>
internal static class PaperFit
{
    private const double OnBound = 1e-6;

    public static PhaseTransition Of(DegradationCurve curve, PaperPreset preset)
    {
        string mode = "paper:" + preset.Name;
        if (CurveCheck.Refusal(curve) is { } refusal) return new() { Mode = mode, Verdict = FitVerdict.Refused, Reason = refusal };

        Bounds[] boxes = [new(Math.Log(Math.Max(0, preset.A.Low)), Math.Log(preset.A.High)), preset.B, preset.K1, preset.K2];
        var (low, high) = Range(curve.Points, preset);
        double s0 = ProfileSearch.Minimise(s => PiecewiseFit.At(curve.Points, s, boxes).SquaredError, low, high, preset.Start);
        var fit = PiecewiseFit.At(curve.Points, s0, boxes);
        return new()
        {
            Mode = mode,
            Verdict = FitVerdict.Transition,
            Reason = "the published form inside the preset's boxes",
            A = Math.Exp(fit.LnA),
            B = fit.B,
            K1 = fit.K1,
            K2 = fit.K2,
            S0 = fit.S0,
            Rmse = Math.Sqrt(fit.SquaredError / curve.Points.Count),
            ActiveBounds =
            [
                .. Active("A", Math.Exp(fit.LnA), preset.A), .. Active("b", fit.B, preset.B), .. Active("s0", fit.S0, preset.S0),
                .. Active("k1", fit.K1, preset.K1), .. Active("k2", fit.K2, preset.K2),
            ],
        };
    }

    // A search from a start stays between the data points that enclose it: the minima of the cost lie between points.
    private static (double Low, double High) Range(IReadOnlyList<DegradationPoint> points, PaperPreset preset)
    {
        double low = Math.Max(preset.S0.Low, points[0].Strength), high = Math.Min(preset.S0.High, points[^1].Strength);
        if (preset.Start is { } start)
        {
            low = Math.Max(low, points.Where(point => point.Strength <= start).Select(point => point.Strength).DefaultIfEmpty(low).Max());
            high = Math.Min(high, points.Where(point => point.Strength > start).Select(point => point.Strength).DefaultIfEmpty(high).Min());
        }
        return (low, high);
    }

    // A parameter that a preset fixes is not a bound that the data ran into.
    private static IEnumerable<string> Active(string name, double value, Bounds box)
    {
        if (box.Low == box.High) yield break;
        if (double.IsFinite(box.Low) && Math.Abs(value - box.Low) <= OnBound * Math.Max(1, Math.Abs(box.Low))) yield return string.Create(CultureInfo.InvariantCulture, $"{name}>={box.Low}");
        if (double.IsFinite(box.High) && Math.Abs(value - box.High) <= OnBound * Math.Max(1, Math.Abs(box.High))) yield return string.Create(CultureInfo.InvariantCulture, $"{name}<={box.High}");
    }
}
