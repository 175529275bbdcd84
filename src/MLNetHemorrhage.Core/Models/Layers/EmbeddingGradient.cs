using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Backward of the token embedding: the gradient of each token is added to its id's row, token by token.</summary>
internal static class EmbeddingGradient
{
    private const int ColumnsPerTask = 64;

    /// <summary>Adds dx [tokens, hidden] to dEmbedding [vocabulary, hidden].</summary>
    public static void Backward(int[] ids, MatrixView dx, MatrixView dEmbedding, WorkerPool pool) =>
        pool.For((dx.Columns + ColumnsPerTask - 1) / ColumnsPerTask, task =>
        {
            int first = task * ColumnsPerTask, count = Math.Min(ColumnsPerTask, dx.Columns - first);
            for (int t = 0; t < ids.Length; t++)
            {
                var source = dx.Row(t).Slice(first, count);
                var target = dEmbedding.Row(ids[t]).Slice(first, count);
                for (int i = 0; i < count; i++) target[i] += source[i];
            }
        });
}
