using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Reporting;

/// <summary>The charts of sweeps, in the coordinates of the methods.</summary>
internal static class SweepCharts
{
    private const int CurvePlaces = 200;

    /// <summary>Sweeps of one coordinate on one chart.</summary>
    public static DegradationChart Degradation(IReadOnlyList<SweepResult> sweeps) => new(
        $"Perplexity by {sweeps[0].Curve!.Coordinate}", Axis(sweeps[0].Template.Holes[0]), new("perplexity"), sweeps.Select(Series))
    {
        Base = sweeps[0].Base.Perplexity.Value,
    };

    /// <summary>The surface of two steps with the lines of transition and tolerance and the best trade-offs.</summary>
    public static SurfaceChart Surface(SweepResult sweep)
    {
        var (first, second) = (sweep.Template.Holes[0], sweep.Template.Holes[1]);
        var surface = sweep.Surface!;
        return new($"Loss of {sweep.Template}", Axis(first), Axis(second), new("ln ratio"), sweep.Points.Select(p => new SurfaceCell(p.Values[0], p.Values[1], p.LnRatio)))
        {
            TransitionLine = [.. surface.TransitionLine
                .Where(p => p.Transition.Verdict == FitVerdict.Transition)
                .Select(p => new ChartPlace(Strengths.Value(first.Coordinate, p.Transition.S0), p.Second))],
            ToleranceLine = [.. surface.TransitionLine
                .Where(p => p.Tolerance is { Reached: true })
                .Select(p => new ChartPlace(Strengths.Value(first.Coordinate, p.Tolerance!.STol), p.Second))],
            BestPath = [.. surface.TradeOff.Select(p => new ChartPlace(p.Values[0], p.Values[1]))],
        };
    }

    private static DegradationSeries Series(SweepResult sweep)
    {
        var hole = sweep.Template.Holes[0];
        var (transition, tolerance) = (sweep.Transition!, sweep.Tolerance!);
        return new(sweep.Template.ToString(), [.. sweep.Points.Select(p => new ChartPoint(p.Values[0], p.Perplexity))])
        {
            Fit = transition.Verdict == FitVerdict.Refused ? [] : [.. Fit(hole, sweep.Curve!, transition)],
            Transition = transition.Verdict == FitVerdict.Transition ? Interval(hole, transition.S0, transition.Low, transition.High) : null,
            Tolerance = double.IsFinite(tolerance.STol) ? Interval(hole, tolerance.STol, tolerance.Low, tolerance.High) : null,
        };
    }

    private static IEnumerable<ChartPlace> Fit(RecipeHole hole, DegradationCurve curve, PhaseTransition transition)
    {
        double first = curve.Points[0].Strength, last = curve.Points[^1].Strength;
        return Enumerable.Range(0, CurvePlaces + 1)
            .Select(i => first + (last - first) * i / CurvePlaces)
            .Select(s => new ChartPlace(Strengths.Value(hole.Coordinate, s), Math.Exp(transition.LnPerplexityAt(s))));
    }

    // Where the coordinate falls with damage the ends change places.
    private static ChartInterval Interval(RecipeHole hole, double strength, double low, double high)
    {
        double[] ends = [Strengths.Value(hole.Coordinate, low), Strengths.Value(hole.Coordinate, high)];
        return new(Strengths.Value(hole.Coordinate, strength), ends.Min(), ends.Max());
    }

    private static ChartAxis Axis(RecipeHole hole) =>
        new(hole.Coordinate, Descending: Strengths.FallsWithDamage(hole.Coordinate));
}
