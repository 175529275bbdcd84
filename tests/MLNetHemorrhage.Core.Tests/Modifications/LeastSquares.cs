using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>A layer's problem in double precision: outputs X·Wᵀ to be kept by weights of which some are zero.</summary>
internal sealed class LeastSquares
{
    private readonly Matrix _weights;
    private readonly double[,] _gram;

    public LeastSquares(Matrix weights, Matrix inputs)
    {
        _weights = weights;
        int n = inputs.Columns;
        _gram = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++)
                for (int t = 0; t < inputs.Rows; t++) _gram[i, j] += (double)inputs[t, i] * inputs[t, j];
    }

    /// <summary>‖X(W' - W)ᵀ‖² of one row, or of all.</summary>
    public double Loss(Matrix changed) => Enumerable.Range(0, changed.Rows).Sum(r => Loss(r, j => changed[r, j]));

    /// <summary>The least loss of weights that are zero where <paramref name="zeros"/> are.</summary>
    public double LeastLoss(Matrix zeros) => Enumerable.Range(0, zeros.Rows).Sum(r =>
    {
        int[] kept = [.. Enumerable.Range(0, zeros.Columns).Where(j => zeros[r, j] != 0)];
        double[] best = Solve(kept, [.. kept.Select(i => Enumerable.Range(0, zeros.Columns).Sum(j => _gram[i, j] * _weights[r, j]))]);
        return Loss(r, j => Array.IndexOf(kept, j) is >= 0 and var k ? best[k] : 0);
    });

    private double Loss(int row, Func<int, double> changed)
    {
        double[] d = [.. Enumerable.Range(0, _weights.Columns).Select(j => changed(j) - _weights[row, j])];
        double sum = 0;
        for (int i = 0; i < d.Length; i++)
            for (int j = 0; j < d.Length; j++) sum += d[i] * _gram[i, j] * d[j];
        return sum;
    }

    private double[] Solve(int[] kept, double[] right)
    {
        int n = kept.Length;
        var a = new double[n, n];
        for (int i = 0; i < n; i++)
            for (int j = 0; j < n; j++) a[i, j] = _gram[kept[i], kept[j]];
        for (int k = 0; k < n; k++)
            for (int i = k + 1; i < n; i++)
            {
                double factor = a[i, k] / a[k, k];
                for (int j = k; j < n; j++) a[i, j] -= factor * a[k, j];
                right[i] -= factor * right[k];
            }
        for (int i = n - 1; i >= 0; i--)
        {
            for (int j = i + 1; j < n; j++) right[i] -= a[i, j] * right[j];
            right[i] /= a[i, i];
        }
        return right;
    }
}
