using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications;

/// <summary>How far a step has moved a layer: its weights, and its outputs on what it read.</summary>
/// <param name="Weights">‖W' - W‖ / ‖W‖, Frobenius norms.</param>
/// <param name="Outputs">‖X'·W'ᵀ - X·Wᵀ‖ / ‖X·Wᵀ‖ on a sample of the inputs X, X' these rounded where the step begins to round them; null where there is no sample.</param>
internal sealed record LayerErrors(double Weights, double? Outputs)
{
    // Outputs of the layer that are measured together: a small part of large layers, which are not to be held once more.
    private const int Strip = 256;

    public static LayerErrors Of(WeightMatrix before, WeightMatrix after, InputSample? inputs, WorkerPool pool, InputRounding? rounding = null)
    {
        int most = Math.Min(Strip, before.Rows), tokens = inputs?.Inputs.Rows ?? 0;
        Matrix pairs = new(2 * most, before.Columns), products = new(tokens, 2 * most);
        var moved = inputs is null || rounding is null ? null : Moved(inputs.Inputs, rounding, pool);
        Squares weights = new(before.Rows), outputs = new(tokens);
        for (int first = 0; first < before.Rows; first += Strip)
        {
            int start = first, rows = Math.Min(Strip, before.Rows - first);
            pool.For(rows, r =>
            {
                Span<float> old = pairs.Row(r), difference = pairs.Row(rows + r);
                before.CopyRow(start + r, old);
                after.CopyRow(start + r, difference);
                for (int c = 0; c < old.Length; c++) difference[c] -= old[c];
                weights.Add(start + r, old, difference);
            });
            if (inputs is null) continue;
            var part = products.View.ColumnRange(0, 2 * rows);
            Gemm.Multiply(inputs.Inputs, false, pairs.View.RowRange(0, 2 * rows), true, part, pool);
            // X'·W' - X·W = X·(W' - W) + (X' - X)·W + (X' - X)·(W' - W)
            for (int half = 0; moved is not null && half < 2; half++)
                Gemm.Multiply(moved.View, false, pairs.View.RowRange(half * rows, rows), true, part.ColumnRange(rows, rows), pool, accumulate: true);
            pool.For(tokens, t => outputs.Add(t, part.Row(t)[..rows], part.Row(t)[rows..]));
        }
        GC.KeepAlive(pairs);
        GC.KeepAlive(products);
        GC.KeepAlive(moved);
        GC.KeepAlive(inputs);
        return new(weights.Ratio, inputs is null ? null : outputs.Ratio);
    }

    private static Matrix Moved(MatrixView inputs, InputRounding rounding, WorkerPool pool)
    {
        var moved = new Matrix(inputs.Rows, inputs.Columns);
        TokenRounding.Round(inputs, rounding, moved.View, pool);
        for (int t = 0; t < moved.Rows; t++)
            for (int j = 0; j < moved.Columns; j++) moved[t, j] -= inputs.Row(t)[j];
        return moved;
    }

    /// <summary>Sums of squares of what was and of what changed, row by row.</summary>
    private sealed class Squares(int rows)
    {
        private readonly double[] _whole = new double[rows], _changed = new double[rows];

        // What was zero and still is has no error.
        public double Ratio => _changed.Sum() is var changed and not 0 ? Math.Sqrt(changed / _whole.Sum()) : 0;

        public void Add(int row, ReadOnlySpan<float> whole, ReadOnlySpan<float> changed)
        {
            _whole[row] += Reductions.SumOfSquares(whole);
            _changed[row] += Reductions.SumOfSquares(changed);
        }
    }
}
