using System.Collections.Concurrent;
using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>Compares the attention rows of one block, some queries of one head at a time: the rows of a whole window are never held.</summary>
internal sealed class RowComparer(DecoderSpec spec, WorkerPool pool)
{
    private readonly double _scale = (float)(1 / Math.Sqrt(spec.HeadSize));
    private readonly ConcurrentBag<Scratch> _scratches = [];

    /// <summary>The rows that count of every head: rows[head][counted row].</summary>
    public void Compare(PairedBatch batch, RowDisruption[][] rows)
    {
        var blocks = new List<(CountedWindow Window, int First, int Rows)>();
        foreach (var window in batch.Rows.Windows)
        {
            int step = AttentionBlock.Rows(window.First + window.Count);
            for (int first = 0; first < window.Count; first += step) blocks.Add((window, first, Math.Min(step, window.Count - first)));
        }
        pool.For(blocks.Count * spec.HeadCount, task =>
        {
            var (window, first, count) = blocks[task / spec.HeadCount];
            int head = task % spec.HeadCount;
            if (!_scratches.TryTake(out var scratch)) scratch = new();
            Compare(batch, window, head, first, rows[head].AsSpan(window.Offset + first, count), scratch);
            _scratches.Add(scratch);
        });
    }

    private void Compare(PairedBatch batch, CountedWindow window, int head, int first, Span<RowDisruption> rows, Scratch scratch)
    {
        int keys = window.First + first + rows.Length;
        scratch.Reserve(keys);
        MatrixView p = scratch.Base.View.Slice(0, rows.Length, 0, keys), q = scratch.Modified.View.Slice(0, rows.Length, 0, keys);
        Scores(batch.Base.Trace, p);
        Scores(batch.Modified.Trace, q);
        for (int r = 0; r < rows.Length; r++)
        {
            // A query sees itself and what came before.
            int seen = keys - rows.Length + r + 1;
            rows[r] = RowDisruption.Of(p.Row(r)[..seen], q.Row(r)[..seen], _scale, scratch.Memory.AsSpan(0, 2 * CausalSoftmax.PaddedLength(seen)));
        }
        GC.KeepAlive(scratch);

        void Scores(BlockTrace trace, MatrixView scores)
        {
            int shared = head / (spec.HeadCount / spec.KeyValueHeadCount);
            var query = trace.Query.Slice(window.Offset + first, scores.Rows, head * spec.HeadSize, spec.HeadSize);
            var key = trace.Key.Slice(window.Start, keys, shared * spec.HeadSize, spec.HeadSize);
            Gemm.Multiply(query, false, key, true, scores, pool);
        }
    }

    /// <summary>Working memory of one thread.</summary>
    private sealed class Scratch
    {
        public Matrix Base { get; private set; } = new(0, 0);

        public Matrix Modified { get; private set; } = new(0, 0);

        public double[] Memory { get; private set; } = [];

        public void Reserve(int keys)
        {
            if (Base.Columns >= keys) return;
            int room = CausalSoftmax.PaddedLength(Math.Max(keys, 2 * Base.Columns));
            Base = new(AttentionBlock.MaximumRows, room);
            Modified = new(AttentionBlock.MaximumRows, room);
            Memory = new double[2 * room];
        }
    }
}
