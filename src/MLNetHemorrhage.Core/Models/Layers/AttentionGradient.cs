using System.Collections.Concurrent;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Backward of <see cref="Attention"/>. The probabilities are computed again, a block of rows at a time (Dao et al. 2022):
/// dP = dO·Vᵀ, dS = P∘(dP − rowsum(dO∘O)), dQ = dS·K, dK = dSᵀ·Q, dV = Pᵀ·dO. One task is one key-value head of one sequence;
/// its query heads, and the blocks of rows of each, are added in order.
/// </summary>
internal sealed class AttentionGradient(int headSize, WorkerPool pool)
{
    private readonly ConcurrentBag<AttentionGradientHead> _scratch = [];

    /// <summary>Writes the gradients of the rotated queries, keys and values.</summary>
    /// <param name="shape">The sizes of the block.</param>
    /// <param name="qkv">Rotated queries, keys and the values [tokens, queries + 2 keys].</param>
    /// <param name="output">What forward gave [tokens, queries].</param>
    /// <param name="dOutput">Its gradient [tokens, queries].</param>
    /// <param name="dQkv">Gets the gradients, laid out as <paramref name="qkv"/>.</param>
    /// <param name="batch">Where the sequences are.</param>
    public void Backward(BlockShape shape, MatrixView qkv, MatrixView output, MatrixView dOutput, MatrixView dQkv, TokenBatch batch)
    {
        int keys = shape.QueryWidth, values = keys + shape.KeyWidth;
        pool.For(batch.Count * shape.KeyValueHeadCount, task =>
        {
            int sequence = task / shape.KeyValueHeadCount, keyHead = task % shape.KeyValueHeadCount;
            int start = batch.Starts[sequence], length = batch.Starts[sequence + 1] - start;
            if (!_scratch.TryTake(out var head)) head = new(headSize);
            head.Begin(length, Part(qkv, keys, keyHead), Part(qkv, values, keyHead));
            int first = shape.FirstHead(keyHead);
            for (int h = first; h < first + shape.HeadGroups[keyHead]; h++)
                head.AddQueryHead(Part(qkv, 0, h), Part(output, 0, h), Part(dOutput, 0, h), Part(dQkv, 0, h));
            head.Finish(Part(dQkv, keys, keyHead), Part(dQkv, values, keyHead));
            _scratch.Add(head);

            MatrixView Part(MatrixView x, int firstColumn, int head) => x.Slice(start, length, firstColumn + head * headSize, headSize);
        });
    }
}
