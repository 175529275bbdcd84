using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>
/// Causal grouped-query attention (Vaswani et al. 2017; Ainslie et al. 2023): softmax(Q·Kᵀ / sqrt(head size))·V, where query
/// head h reads the key-value head of its group.
/// </summary>
internal static class Attention
{
    /// <summary>output and q [tokens, heads · head size], k and v [tokens, key-value heads · head size]; q and k already rotated.</summary>
    public static void Forward(
        MatrixView q, MatrixView k, MatrixView v, TokenBatch batch, BlockShape shape, MatrixView output, WorkerPool pool, AttentionScratch? scratch = null)
    {
        scratch ??= new(shape.HeadSize);
        int shared = shape.KeyValueHeadCount;
        var memories = scratch.Memories(batch.Count * shared);
        pool.For(batch.Count * shared, m =>
        {
            int start = batch.Starts[m / shared], length = batch.Starts[m / shared + 1] - start;
            Append(memories[m], k.RowRange(start, length), v.RowRange(start, length), m % shared, shape);
        });

        var blocks = new List<(int Sequence, int First, int Rows)>();
        for (int s = 0; s < batch.Count; s++) Cut(blocks, s, batch.Starts[s + 1] - batch.Starts[s], 0);
        pool.For(blocks.Count * shape.HeadCount, task =>
        {
            var (sequence, first, rows) = blocks[task / shape.HeadCount];
            int head = task % shape.HeadCount, row = batch.Starts[sequence] + first;
            var memory = memories[sequence * shared + shape.KeyValueHead(head)];
            Block(q.RowRange(row, rows), first, memory, head, shape, output.RowRange(row, rows), scratch);
        });
    }

    /// <summary>The same for the next tokens of one sequence, whose earlier keys and values are in one memory per key-value head.</summary>
    public static void Continue(
        MatrixView q, MatrixView k, MatrixView v, HeadMemory[] memories, BlockShape shape, MatrixView output, WorkerPool pool, AttentionScratch scratch)
    {
        int position = memories[0].Length;
        pool.For(memories.Length, m => Append(memories[m], k, v, m, shape));

        var blocks = new List<(int Sequence, int First, int Rows)>();
        Cut(blocks, 0, q.Rows, position);
        pool.For(blocks.Count * shape.HeadCount, task =>
        {
            var (_, first, rows) = blocks[task / shape.HeadCount];
            int head = task % shape.HeadCount;
            Block(q.RowRange(first, rows), position + first, memories[shape.KeyValueHead(head)], head, shape, output.RowRange(first, rows), scratch);
        });
    }

    private static void Append(HeadMemory memory, MatrixView k, MatrixView v, int head, BlockShape shape) =>
        memory.Append(k.ColumnRange(head * shape.HeadSize, shape.HeadSize), v.ColumnRange(head * shape.HeadSize, shape.HeadSize));

    private static void Cut(List<(int Sequence, int First, int Rows)> blocks, int sequence, int length, int position)
    {
        int step = AttentionBlock.Rows(position + length);
        for (int first = 0; first < length; first += step) blocks.Add((sequence, first, Math.Min(step, length - first)));
    }

    private static void Block(MatrixView q, int position, HeadMemory memory, int head, BlockShape shape, MatrixView output, AttentionScratch scratch)
    {
        var block = scratch.Rent();
        block.Run(q.ColumnRange(head * shape.HeadSize, shape.HeadSize), position, memory, output.ColumnRange(head * shape.HeadSize, shape.HeadSize));
        scratch.Return(block);
    }
}
