using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Numerics;

/// <summary>
/// T = QᵀAQ for a symmetric A with T tridiagonal and Q a product of Householder reflections I - β·v·vᵀ, column after column. Rows are shared among
/// threads, every sum runs along one row.
/// </summary>
internal sealed class TridiagonalReduction
{
    // A task has so many elements at least, so that it is worth handing to a thread.
    private const int ElementsPerTask = 1 << 15;

    private readonly double[][] _a;
    private readonly double[] _factors;
    private readonly WorkerPool _pool;

    /// <summary>Reduces a matrix, given by its rows, which are overwritten.</summary>
    public TridiagonalReduction(double[][] a, WorkerPool pool, CancellationToken cancellation)
    {
        int side = a.Length;
        _a = a;
        _pool = pool;
        _factors = new double[side];
        Diagonal = new double[side];
        Beside = new double[side];
        for (int k = 0; k < side - 2; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            Reflect(k);
        }
        for (int k = 0; k < side; k++) Diagonal[k] = a[k][k];
        if (side > 1) Beside[side - 2] = a[side - 2][side - 1];
    }

    /// <summary>The diagonal of T.</summary>
    public double[] Diagonal { get; }

    /// <summary>The elements of T beside the diagonal: element i joins i and i + 1, the last is 0.</summary>
    public double[] Beside { get; }

    /// <summary>The columns of Q, as rows.</summary>
    public double[][] Basis()
    {
        int side = _a.Length;
        var rows = Enumerable.Range(0, side).Select(i => new double[side]).ToArray();
        for (int i = 0; i < side; i++) rows[i][i] = 1;
        // Qᵀ = … H₁·H₀, so row i of it is row i of the identity times the reflections, the last first.
        for (int k = side - 3; k >= 0; k--)
        {
            if (_factors[k] == 0) continue;
            int first = k + 1;
            var v = _a[k].AsSpan(first).ToArray();
            double factor = _factors[k];
            ForRows(side - first, i =>
            {
                var row = rows[first + i].AsSpan(first);
                Triangle.SubtractScaled(row, factor * Dot(row, v), v);
            });
        }
        return rows;
    }

    /// <summary>Clears row and column k but for the neighbour of the diagonal; the reflection's vector is left in row k.</summary>
    private void Reflect(int k)
    {
        int first = k + 1;
        var v = _a[k].AsSpan(first);
        double rest = Dot(v[1..], v[1..]), length = Math.Sqrt(v[0] * v[0] + rest);
        Beside[k] = v[0];
        if (rest == 0) return;
        double alpha = v[0] > 0 ? -length : length;
        Beside[k] = alpha;
        v[0] -= alpha;
        double factor = _factors[k] = 2 / (v[0] * v[0] + rest);

        double[] vector = v.ToArray(), w = new double[vector.Length];
        ForRows(w.Length, i => w[i] = factor * Dot(_a[first + i].AsSpan(first), vector));
        double half = factor * Dot(w, vector) / 2;
        for (int i = 0; i < w.Length; i++) w[i] -= half * vector[i];
        ForRows(w.Length, i =>
        {
            var row = _a[first + i].AsSpan(first);
            Triangle.SubtractScaled(row, vector[i], w);
            Triangle.SubtractScaled(row, w[i], vector);
        });
    }

    /// <summary>Calls <paramref name="body"/> for so many rows of as many elements.</summary>
    private void ForRows(int count, Action<int> body)
    {
        int rowsPerTask = Math.Max(1, ElementsPerTask / count);
        _pool.For((count + rowsPerTask - 1) / rowsPerTask, task =>
        {
            for (int i = task * rowsPerTask; i < Math.Min(count, (task + 1) * rowsPerTask); i++) body(i);
        });
    }

    // In eight lanes from the start, then one by one.
    private static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        var lanes = Vector512<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector512<double>.Count; i += Vector512<double>.Count) lanes += Vector512.Create(x[i..]) * Vector512.Create(y[i..]);
        double sum = 0;
        for (int lane = 0; lane < Vector512<double>.Count; lane++) sum += lanes[lane];
        for (; i < x.Length; i++) sum += x[i] * y[i];
        return sum;
    }
}
