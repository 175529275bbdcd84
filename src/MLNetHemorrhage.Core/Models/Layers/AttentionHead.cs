using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// One head of attention over one sequence, a block of queries at a time. A query's sums run over its keys in order and what
/// lies behind it adds exact zeros, so its result does not depend on the block it falls in.
/// </summary>
internal static class AttentionHead
{
    private const int ScoresPerBlock = 1 << 15;

    /// <summary>output and q [queries, head size], k and v [keys, head size]; query i stands at position keys - queries + i.</summary>
    public static void Forward(MatrixView q, MatrixView k, MatrixView v, float scale, MatrixView output, WorkerPool pool)
    {
        int before = k.Rows - q.Rows;
        int width = CausalSoftmax.PaddedLength(k.Rows);
        int block = Math.Min(q.Rows, Math.Clamp(ScoresPerBlock / width, 1, 64));
        var buffer = new Matrix(block, width);
        var sums = new float[block];
        for (int first = 0; first < q.Rows; first += block)
        {
            int rows = Math.Min(block, q.Rows - first);
            int keys = before + first + rows;
            var scores = buffer.View.Slice(0, rows, 0, keys);
            Gemm.Multiply(q.RowRange(first, rows), false, k.RowRange(0, keys), true, scores, pool);
            for (int r = 0; r < rows; r++) sums[r] = CausalSoftmax.Exponentials(buffer.Row(r), before + first + r + 1, scale);
            var target = output.RowRange(first, rows);
            Gemm.Multiply(scores, false, v.RowRange(0, keys), false, target, pool);
            for (int r = 0; r < rows; r++) CausalSoftmax.Divide(target.Row(r), sums[r]);
        }
        GC.KeepAlive(buffer);
    }
}
