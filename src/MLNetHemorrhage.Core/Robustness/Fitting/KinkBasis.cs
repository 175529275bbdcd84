using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// The transition model at one s0, made ready for many curves on the same strengths: y is projected on four orthonormal columns once, and the
/// bounds b, k1, k2 ≥ 0 are then settled among these four numbers, by trying which of the three are 0.
/// </summary>
internal sealed class KinkBasis
{
    private const int Columns = BoxedLeastSquares.Unknowns;
    private const int Subsets = 8;
    private const double Dependent = 1e-7;
    private const double Negligible = 1e-12;

    private readonly Vector256<double>[] _rows;
    private readonly List<Subset> _subsets = [];

    /// <summary>Prepares the model.</summary>
    /// <param name="strengths">The points' strengths, rising.</param>
    /// <param name="scales">What every row is multiplied by: 1, or 1 / standard deviation.</param>
    /// <param name="s0">The transition.</param>
    public KinkBasis(ReadOnlySpan<double> strengths, ReadOnlySpan<double> scales, double s0)
    {
        S0 = s0;
        int n = strengths.Length;
        var columns = new double[Columns][];
        for (int j = 0; j < Columns; j++) columns[j] = new double[n];
        for (int i = 0; i < n; i++)
        {
            double beyond = Math.Max(0, strengths[i] - s0);
            (columns[0][i], columns[1][i]) = (scales[i], scales[i] * Math.Log(Math.Min(strengths[i], s0)));
            (columns[2][i], columns[3][i]) = (scales[i] * beyond, scales[i] * beyond * beyond);
        }
        var triangle = Orthonormal.Columns(columns, Dependent);
        _rows = new Vector256<double>[n];
        for (int i = 0; i < n; i++) _rows[i] = Vector256.Create(columns[0][i], columns[1][i], columns[2][i], columns[3][i]);
        for (int mask = Subsets - 1; mask >= 0; mask--)
        {
            if (Subset.TryCreate(triangle, mask) is { } subset) _subsets.Add(subset);
        }
    }

    /// <summary>The transition.</summary>
    public double S0 { get; }

    /// <summary>The least squared error, given the sum of squares of <paramref name="y"/>.</summary>
    public double Cost(ReadOnlySpan<double> y, double squares)
    {
        return squares - Explained(Project(y));
    }

    /// <summary>Whether the least squared error is at most a limit; cheaper than the error itself.</summary>
    public bool CostsAtMost(ReadOnlySpan<double> y, double squares, double limit)
    {
        var projected = Project(y);
        // Bounds can only add to the error.
        return squares - Vector256.Dot(projected, projected) <= limit && squares - Explained(projected) <= limit;
    }

    /// <summary>
    /// Splits a curve's values into what the model explains, its parameters at 0 where a bound holds them, and the rest; and noise alike, by the same columns.
    /// </summary>
    public void Split(double[] y, double[][] noise, Span<double> explained, double[][] rest)
    {
        var subset = Best(Project(y), out _);
        Inside(subset, y, explained);
        for (int draw = 0; draw < noise.Length; draw++)
        {
            rest[draw] = new double[y.Length];
            Inside(subset, noise[draw], rest[draw]);
            for (int i = 0; i < y.Length; i++) rest[draw][i] = noise[draw][i] - rest[draw][i];
        }
    }

    private void Inside(Subset subset, ReadOnlySpan<double> y, Span<double> explained)
    {
        var inside = subset.Inside(Project(y));
        for (int i = 0; i < explained.Length; i++) explained[i] = Vector256.Dot(_rows[i], inside);
    }

    private Vector256<double> Project(ReadOnlySpan<double> y)
    {
        var even = Vector256<double>.Zero;
        var odd = Vector256<double>.Zero;
        int i = 0;
        for (; i + 1 < y.Length; i += 2)
        {
            even += y[i] * _rows[i];
            odd += y[i + 1] * _rows[i + 1];
        }
        if (i < y.Length) even += y[i] * _rows[i];
        return even + odd;
    }

    // The constrained optimum is the unconstrained one of the subset that is not 0, and every other feasible subset explains less.
    private Subset Best(Vector256<double> projected, out double explained)
    {
        var best = _subsets[^1];
        explained = double.NegativeInfinity;
        foreach (var subset in _subsets)
        {
            if (!subset.IsFeasible(projected, Negligible)) continue;
            double squares = subset.Explained(projected);
            if (squares > explained) (explained, best) = (squares, subset);
            if (subset.IsWhole) break;
        }
        return best;
    }

    private double Explained(Vector256<double> projected)
    {
        Best(projected, out double explained);
        return explained;
    }

    /// <summary>The model with some of b, k1, k2 at 0, in the coordinates of the four orthonormal columns.</summary>
    private sealed class Subset(Vector256<double>[] directions, Vector256<double>[] coefficients, bool isWhole)
    {
        public bool IsWhole { get; } = isWhole;

        public static Subset? TryCreate(double[,] triangle, int mask)
        {
            int[] members = [0, .. Enumerable.Range(1, Columns - 1).Where(j => (mask >> (j - 1) & 1) != 0)];
            double[][] columns = [.. members.Select(j => Enumerable.Range(0, Columns).Select(i => triangle[i, j]).ToArray())];
            var inner = Orthonormal.Columns(columns, Dependent);
            for (int j = 0; j < members.Length; j++)
            {
                if (inner[j, j] == 0) return null;
            }
            var directions = columns.Select(Vector).ToArray();
            return new(directions, Orthonormal.Inverse(inner, members.Length, directions)[1..], members.Length == Columns);
        }

        public bool IsFeasible(Vector256<double> projected, double slack)
        {
            foreach (var coefficient in coefficients)
            {
                if (Vector256.Dot(coefficient, projected) < -slack) return false;
            }
            return true;
        }

        public double Explained(Vector256<double> projected)
        {
            if (IsWhole) return Vector256.Dot(projected, projected);
            double sum = 0;
            foreach (var direction in directions)
            {
                double along = Vector256.Dot(direction, projected);
                sum += along * along;
            }
            return sum;
        }

        public Vector256<double> Inside(Vector256<double> projected)
        {
            var sum = Vector256<double>.Zero;
            foreach (var direction in directions) sum += Vector256.Dot(direction, projected) * direction;
            return sum;
        }

        private static Vector256<double> Vector(double[] values) => Vector256.Create(values[0], values[1], values[2], values[3]);
    }
}
