using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Robustness;

/// <summary>What follows from the points of a sweep: curves, transitions, the surface of two steps.</summary>
internal sealed class SweepAnalysis(SweepGrid grid, SweepBase baseline, double[] originNll, Protocol protocol, double toleranceLn)
{
    private readonly int[] _tokens = baseline.WindowTokens;

    /// <summary>The curve of a sweep with one open strength.</summary>
    public DegradationCurve Curve(IEnumerable<SweepPoint> points) => Curve(0, points, originNll);

    /// <summary>The largest strength within the tolerance.</summary>
    public ToleranceThreshold Tolerance(DegradationCurve curve) => ToleranceThreshold.Find(curve, toleranceLn);

    /// <summary>The surface of a sweep with two open strengths.</summary>
    public SweepSurface Surface(IReadOnlyList<SweepPoint> points)
    {
        var (first, second) = (grid.Axes[0], grid.Axes[1]);
        var nll = points.ToDictionary(p => (p.Values[0], p.Values[1]), p => p.WindowNll);
        nll[(first.Values[0], second.Values[0])] = originNll;
        return new(first.Values, second.Values, points)
        {
            FirstAlone = Curve(0, points.Where(p => second.Strength(p.Values[1]) == 0), originNll),
            SecondAlone = Curve(1, points.Where(p => first.Strength(p.Values[0]) == 0), originNll),
            TransitionLine = [.. second.Values.Select(q => Line(q, points, nll[(first.Values[0], q)]))],
            Interactions =
            [
                .. from s in first.Values.Skip(1)
                   from q in second.Values.Skip(1)
                   select new SweepInteraction(s, q, PairedRatio.Interaction(
                       nll[(s, q)], nll[(s, second.Values[0])], nll[(first.Values[0], q)], originNll, _tokens)),
            ],
            TradeOff = Pareto(points),
        };
    }

    private TransitionLinePoint Line(double second, IReadOnlyList<SweepPoint> points, double[] secondAlone)
    {
        var curve = Curve(0, points.Where(p => p.Values[1] == second), secondAlone);
        // What the second step leaves of the tolerance.
        double left = toleranceLn - PairedRatio.Of(secondAlone, originNll, _tokens).Value;
        return new(second, PhaseTransitionFit.Robust(curve), left > 0 ? ToleranceThreshold.Find(curve, left) : null);
    }

    private DegradationCurve Curve(int hole, IEnumerable<SweepPoint> points, double[] reference)
    {
        var axis = grid.Axes[hole];
        var known = points.Where(p => axis.Strength(p.Values[hole]) > 0).OrderBy(p => axis.Strength(p.Values[hole])).ToArray();
        return new(
            axis.Hole.Method.Name, axis.Hole.Coordinate,
            known.Select(p => new DegradationPoint(
                axis.Strength(p.Values[hole]), PairedRatio.LnPerplexity(p.WindowNll, _tokens), PairedRatio.Of(p.WindowNll, reference, _tokens).StandardError)),
            PairedRatio.LnPerplexity(reference, _tokens), protocol.ToString())
        {
            Windows = new([.. _tokens.Select(t => (double)t)], reference, [.. known.Select(p => p.WindowNll)]),
        };
    }

    private static List<SweepPoint> Pareto(IEnumerable<SweepPoint> points)
    {
        // From the best: a point belongs to the path if it is smaller than all that lose no more.
        var path = new List<SweepPoint>();
        foreach (var point in points.OrderBy(p => p.LnRatio.Value).ThenBy(p => p.Size.Bytes))
            if (path.Count == 0 || point.Size.Bytes < path[^1].Size.Bytes) path.Add(point);
        return path;
    }
}
