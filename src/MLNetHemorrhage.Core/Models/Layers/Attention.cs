using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Causal grouped-query attention (Vaswani et al. 2017; Ainslie et al. 2023): softmax(Q·Kᵀ / sqrt(head size))·V, where query
/// head h reads key and value head h / (heads / key-value heads).
/// </summary>
internal static class Attention
{
    /// <summary>output and q [tokens, heads · head size], k and v [tokens, key-value heads · head size]; q and k already rotated.</summary>
    public static void Forward(MatrixView q, MatrixView k, MatrixView v, TokenBatch batch, DecoderSpec spec, MatrixView output, WorkerPool pool) =>
        pool.For(batch.Count * spec.HeadCount, task =>
        {
            int sequence = task / spec.HeadCount;
            int start = batch.Starts[sequence];
            int length = batch.Starts[sequence + 1] - start;
            Head(q.RowRange(start, length), k.RowRange(start, length), v.RowRange(start, length), task % spec.HeadCount, spec, output.RowRange(start, length), pool);
        });

    /// <summary>
    /// The same for queries at the end of one sequence whose keys and values [keys, key-value heads · head size] are all there:
    /// the last query sees every key.
    /// </summary>
    public static void Continue(MatrixView q, MatrixView k, MatrixView v, DecoderSpec spec, MatrixView output, WorkerPool pool) =>
        pool.For(spec.HeadCount, head => Head(q, k, v, head, spec, output, pool));

    private static void Head(MatrixView q, MatrixView k, MatrixView v, int head, DecoderSpec spec, MatrixView output, WorkerPool pool)
    {
        int size = spec.HeadSize;
        int shared = head / (spec.HeadCount / spec.KeyValueHeadCount);
        AttentionHead.Forward(
            q.ColumnRange(head * size, size), k.ColumnRange(shared * size, size), v.ColumnRange(shared * size, size),
            (float)(1 / Math.Sqrt(size)), output.ColumnRange(head * size, size), pool);
    }
}
