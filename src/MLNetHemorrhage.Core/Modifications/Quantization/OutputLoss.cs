using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization;

/// <summary>How far a change of weights moves the outputs of a layer, from XᵀX of its inputs.</summary>
internal static class OutputLoss
{
    /// <summary>‖X·(W' - W)ᵀ‖², over all tokens behind the sums.</summary>
    public static double Of(WeightMatrix before, WeightMatrix after, Matrix sums, WorkerPool pool)
    {
        Matrix moved = after.ToMatrix(), old = before.ToMatrix(), product = new(moved.Rows, moved.Columns);
        pool.For(moved.Rows, r =>
        {
            var row = moved.Row(r);
            var from = old.Row(r);
            for (int j = 0; j < row.Length; j++) row[j] -= from[j];
        });
        Gemm.Multiply(moved.View, false, sums.View, false, product.View, pool);
        var rows = new double[moved.Rows];
        pool.For(rows.Length, r =>
        {
            var change = moved.Row(r);
            var through = product.Row(r);
            for (int j = 0; j < change.Length; j++) rows[r] += (double)change[j] * through[j];
        });
        GC.KeepAlive(moved);
        GC.KeepAlive(product);
        return rows.Sum();
    }
}
