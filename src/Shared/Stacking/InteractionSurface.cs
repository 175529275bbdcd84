using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Stacking;

/// <summary>
/// Reads an interaction between its knots: bilinear on the grid, 0 where either strength is 0, and beyond the last knot as at it.
/// </summary>
internal sealed class InteractionSurface
{
    private readonly double[] _first;
    private readonly double[] _second;
    private readonly double[,] _values;

    public InteractionSurface(IReadOnlyList<InteractionKnot> knots)
    {
        _first = Axis(knots.Select(k => k.First));
        _second = Axis(knots.Select(k => k.Second));
        _values = new double[_first.Length, _second.Length];
        foreach (var knot in knots) _values[Array.IndexOf(_first, knot.First), Array.IndexOf(_second, knot.Second)] = knot.Value;
    }

    public double At(double first, double second)
    {
        var (row, down) = Cell(_first, first);
        var (column, across) = Cell(_second, second);
        return (1 - down) * Along(row, column, across) + down * Along(row + 1, column, across);
    }

    private double Along(int row, int column, double across) => (1 - across) * _values[row, column] + across * _values[row, column + 1];

    // Strength 0 is a knot of every axis: nothing done, no interaction.
    private static double[] Axis(IEnumerable<double> strengths) => [0, .. strengths.Distinct().OrderBy(s => s)];

    // The knot before a strength, and how far the strength is on the way to the next.
    private static (int Index, double Share) Cell(double[] axis, double strength)
    {
        int i = 0;
        while (i < axis.Length - 2 && axis[i + 1] < strength) i++;
        return (i, Math.Min(1, Math.Max(0, (strength - axis[i]) / (axis[i + 1] - axis[i]))));
    }
}
