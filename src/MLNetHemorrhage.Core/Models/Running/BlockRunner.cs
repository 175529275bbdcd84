using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Runs blocks over rows of hidden states; how the rows attend to each other is the caller's.</summary>
internal sealed class BlockRunner(DecoderModel model, WorkerPool pool, bool keepPacked)
{
    private readonly DecoderSpec _spec = model.Spec;
    private readonly RunnerBuffers _buffers = new(model.Spec);
    private readonly PackedMatrix?[] _repacked = new PackedMatrix?[LinearGroups.Count];
    private RotaryTable? _rotary;

    /// <summary>Attention: output from rotated queries and keys, and values.</summary>
    public delegate void Attend(MatrixView query, MatrixView key, MatrixView value, MatrixView output);

    /// <summary>Working memory of the pass.</summary>
    public RunnerBuffers Buffers => _buffers;

    /// <summary>hidden [tokens, hidden] := the embedding of every id.</summary>
    public void Embed(ReadOnlyMemory<int> ids, MatrixView hidden) =>
        RowTasks.For(pool, hidden.Rows, hidden.Columns, (first, end) =>
        {
            for (int t = first; t < end; t++) model.Embedding.CopyRow(ids.Span[t], hidden.Row(t));
        });

    /// <summary>Adds the outputs of attention and of the feed-forward layer to hidden [tokens, hidden].</summary>
    public void Run(DecoderBlock block, MatrixView hidden, int[] positions, Attend attend, ILinearInputObserver? observer)
    {
        int queryWidth = _spec.HeadCount * _spec.HeadSize, keyWidth = _spec.KeyValueHeadCount * _spec.HeadSize;
        var normed = _buffers.Normed(hidden.Rows);
        var projected = _buffers.Projected(hidden.Rows);
        var mixed = _buffers.Mixed(hidden.Rows);
        var gated = _buffers.Gated(hidden.Rows);
        var gate = gated.ColumnRange(0, _spec.FeedForwardSize);
        var up = gated.ColumnRange(_spec.FeedForwardSize, _spec.FeedForwardSize);

        RmsNorm.Forward(hidden, block.AttentionNorm, _spec.NormEpsilon, normed, pool);
        observer?.Observe(LinearGroup.QueryKeyValue.Roles(), normed);
        Multiply(block, LinearGroup.QueryKeyValue, normed, projected, false);
        (observer as IBlockObserver)?.ObserveOutput(LinearGroup.QueryKeyValue, projected);
        Rotary(positions).Apply(projected.ColumnRange(0, queryWidth + keyWidth), positions, false, pool);
        attend(projected.ColumnRange(0, queryWidth), projected.ColumnRange(queryWidth, keyWidth), projected.ColumnRange(queryWidth + keyWidth, keyWidth), mixed);
        observer?.Observe(LinearGroup.Output.Roles(), mixed);
        Multiply(block, LinearGroup.Output, mixed, hidden, true);

        RmsNorm.Forward(hidden, block.FeedForwardNorm, _spec.NormEpsilon, normed, pool);
        observer?.Observe(LinearGroup.GateUp.Roles(), normed);
        Multiply(block, LinearGroup.GateUp, normed, gated, false);
        (observer as IBlockObserver)?.ObserveOutput(LinearGroup.GateUp, gated);
        SwiGlu.Forward(gate, up, gate, pool);
        observer?.Observe(LinearGroup.Down.Roles(), gate);
        Multiply(block, LinearGroup.Down, gate, hidden, true);
        GC.KeepAlive(_buffers);
    }

    /// <summary>The final norm of hidden [tokens, hidden], in place.</summary>
    public void FinalNorm(MatrixView hidden) => RmsNorm.Forward(hidden, model.FinalNorm, _spec.NormEpsilon, hidden, pool);

    /// <summary>output = input · Wᵀ for the layers of a group side by side, or output += ….</summary>
    public void Multiply(DecoderBlock block, LinearGroup group, MatrixView input, MatrixView output, bool accumulate)
    {
        if (keepPacked && block.Packed.GetSparse(group, pool) is { } sparse && input.IsFinite())
        {
            SparseGemm.MultiplyTransposed(input, sparse, output, pool, accumulate);
            return;
        }
        var weights = keepPacked ? block.Packed.Get(group, pool) : _repacked[(int)group] = block.Packed.Pack(group, _repacked[(int)group], pool);
        Gemm.MultiplyTransposed(input, weights, output, pool, accumulate);
    }

    private RotaryTable Rotary(int[] positions)
    {
        int needed = positions.Max() + 1;
        if (_rotary is null || _rotary.Positions < needed)
        {
            // Grown by doubling, for sequences that lengthen token by token.
            int length = Math.Min(_spec.ContextLength, Math.Max(needed, 2 * (_rotary?.Positions ?? 32)));
            _rotary = new(_spec.Rotary, _spec.HeadSize, length);
        }
        return _rotary;
    }
}
