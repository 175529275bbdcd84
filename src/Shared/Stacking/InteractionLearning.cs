using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Stacking;

/// <summary>A measured cell of a two-step sweep.</summary>
/// <param name="First">Strength of the first step; 0 where it was left out.</param>
/// <param name="Second">Strength of the second step; 0 where it was left out.</param>
/// <param name="LnRatio">ln of the modified perplexity over the base model's.</param>
public readonly record struct SurfaceCell(double First, double Second, double LnRatio);

/// <summary>A cell that was predicted from the others.</summary>
/// <param name="Cell">What was measured.</param>
/// <param name="Predicted">The ln ratio predicted.</param>
public readonly record struct HeldOutCell(SurfaceCell Cell, double Predicted)
{
    /// <summary>Predicted less measured ln ratio.</summary>
    public double Error => Predicted - Cell.LnRatio;
}

/// <summary>Learns from two-step sweeps what two steps cost beyond their sum.</summary>
public static class InteractionLearning
{
    /// <summary>Learns an interaction. Its error is that of <see cref="LeaveOneOut"/>, where the first step has two strengths or more.</summary>
    /// <param name="first">The step that is done first.</param>
    /// <param name="second">The step that is done after it.</param>
    /// <param name="cells">A full grid of both strengths, with those of each step alone (the other at strength 0).</param>
    /// <returns>The record, without model, protocol and source.</returns>
    /// <exception cref="ArgumentException">A cell of the grid is missing or given twice; the message says which.</exception>
    public static InteractionRecord Learn(StepName first, StepName second, IEnumerable<SurfaceCell> cells)
    {
        var knots = Knots(Index(cells));
        return new(first, second, knots) { Error = RootMeanSquare(HoldOutRows(knots)) };
    }

    /// <summary>
    /// Predicts every row of the grid (a strength of the first step) from the others: from what each step costs alone, and the interaction
    /// interpolated between the neighbouring rows. What the left-out row's step costs alone is known.
    /// </summary>
    /// <param name="cells">As for <see cref="Learn"/>.</param>
    /// <returns>Every cell with both steps; none where there is one row.</returns>
    /// <exception cref="ArgumentException">A cell of the grid is missing or given twice; the message says which.</exception>
    public static IReadOnlyList<HeldOutCell> LeaveOneOut(IEnumerable<SurfaceCell> cells)
    {
        var measured = Index(cells);
        return [.. HoldOutRows(Knots(measured)).Select(p =>
        {
            double ratio = measured[(p.Knot.First, p.Knot.Second)];
            return new HeldOutCell(new(p.Knot.First, p.Knot.Second, ratio), ratio + p.Predicted - p.Knot.Value);
        })];
    }

    private static IEnumerable<(InteractionKnot Knot, double Predicted)> HoldOutRows(List<InteractionKnot> knots)
    {
        foreach (var row in knots.GroupBy(k => k.First))
        {
            var others = knots.Where(k => k.First != row.Key).ToList();
            if (others.Count == 0) yield break;
            var surface = new InteractionSurface(others);
            foreach (var knot in row) yield return (knot, surface.At(knot.First, knot.Second));
        }
    }

    private static double? RootMeanSquare(IEnumerable<(InteractionKnot Knot, double Predicted)> predictions)
    {
        var squares = predictions.Select(p => (p.Predicted - p.Knot.Value) * (p.Predicted - p.Knot.Value)).ToList();
        return squares.Count == 0 ? null : Math.Sqrt(squares.Average());
    }

    private static Dictionary<(double First, double Second), double> Index(IEnumerable<SurfaceCell> cells)
    {
        var measured = new Dictionary<(double First, double Second), double> { [(0, 0)] = 0 };
        foreach (var cell in cells)
        {
            var key = (cell.First, cell.Second);
            if (key == (0, 0)) continue;
            if (measured.ContainsKey(key)) throw new ArgumentException($"The cell at strengths {cell.First} and {cell.Second} is given twice.", nameof(cells));
            measured.Add(key, cell.LnRatio);
        }
        return measured;
    }

    private static List<InteractionKnot> Knots(Dictionary<(double First, double Second), double> measured)
    {
        double[] rows = Strengths(k => k.First), columns = Strengths(k => k.Second);
        if (rows.Length == 0 || columns.Length == 0) throw new ArgumentException("Expected cells with both steps, found none.", nameof(measured));
        return [.. rows.SelectMany(_ => columns, (s, t) => new InteractionKnot(s, t, Value(s, t) - Value(s, 0) - Value(0, t)))];

        double Value(double s, double t) => measured.TryGetValue((s, t), out double ratio)
            ? ratio : throw new ArgumentException($"Expected a cell at strengths {s} and {t}, found none.", nameof(measured));

        double[] Strengths(Func<(double First, double Second), double> of) => [.. measured.Keys.Select(of).Distinct().Where(s => s > 0).OrderBy(s => s)];
    }
}
