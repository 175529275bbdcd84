using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>Runs blocks over rows of hidden states; how the rows attend to each other is the caller's.</summary>
internal sealed class BlockRunner(DecoderModel model, WorkerPool pool, bool keepPacked)
{
    private readonly DecoderSpec _spec = model.Spec;
    private readonly RunnerBuffers _buffers = new();
    private readonly TokenLevels _levels = new();
    private PackedMatrix? _repacked;
    private RotaryTable? _rotary;

    /// <summary>Attention of a block of this shape: output from rotated queries and keys, and values.</summary>
    public delegate void Attend(BlockShape shape, MatrixView query, MatrixView key, MatrixView value, MatrixView output);

    /// <summary>The residual stream of so many tokens, in memory that the next call uses again.</summary>
    public MatrixView Hidden(int tokens) => _buffers.Hidden(tokens, model.Shape.ResidualWidth);

    /// <summary>The first columns of hidden := the embedding of every id.</summary>
    public void Embed(ReadOnlyMemory<int> ids, MatrixView hidden) =>
        RowTasks.For(pool, hidden.Rows, hidden.Columns, (first, end) =>
        {
            for (int t = first; t < end; t++) model.Embedding.CopyRow(ids.Span[t], hidden.Row(t));
        });

    /// <summary>Adds the outputs of attention and of the feed-forward layer to hidden [tokens, widest residual stream].</summary>
    public void Run(DecoderBlock block, MatrixView hidden, int[] positions, Attend attend, ILinearInputObserver? observer)
    {
        RunAttention(block, hidden, positions, attend, observer);
        RunFeedForward(block, hidden, observer);
    }

    /// <summary>The first half of <see cref="Run"/>.</summary>
    public void RunAttention(DecoderBlock block, MatrixView hidden, int[] positions, Attend attend, ILinearInputObserver? observer)
    {
        var shape = block.Shape(_spec.HeadSize);
        int queryWidth = shape.QueryWidth, keyWidth = shape.KeyWidth;
        var normed = Norm(hidden.ColumnRange(0, shape.Width), block.AttentionNorm);
        var projected = _buffers.Projected(hidden.Rows, shape.ProjectedWidth);
        var mixed = _buffers.Mixed(hidden.Rows, queryWidth);

        observer?.Observe(LinearGroup.QueryKeyValue.Roles(), normed);
        Multiply(block, LinearGroup.QueryKeyValue, normed, projected, false);
        (observer as IBlockObserver)?.ObserveOutput(LinearGroup.QueryKeyValue, projected);
        Rotary(positions).Apply(projected.ColumnRange(0, queryWidth + keyWidth), positions, false, pool);
        attend(shape, projected.ColumnRange(0, queryWidth), projected.ColumnRange(queryWidth, keyWidth), projected.ColumnRange(queryWidth + keyWidth, keyWidth), mixed);
        observer?.Observe(LinearGroup.Output.Roles(), mixed);
        Pass(block, LinearGroup.Output, hidden, shape.Width, shape.MiddleWidth, block.Additions.OutputBias);
        Multiply(block, LinearGroup.Output, mixed, hidden.ColumnRange(0, shape.MiddleWidth), true);
        GC.KeepAlive(_buffers);
    }

    /// <summary>The second half of <see cref="Run"/>.</summary>
    public void RunFeedForward(DecoderBlock block, MatrixView hidden, ILinearInputObserver? observer)
    {
        var shape = block.Shape(_spec.HeadSize);
        var normed = Norm(hidden.ColumnRange(0, shape.MiddleWidth), block.FeedForwardNorm);
        var gated = _buffers.Gated(hidden.Rows, 2 * shape.FeedForwardSize);
        var gate = gated.ColumnRange(0, shape.FeedForwardSize);
        var up = gated.ColumnRange(shape.FeedForwardSize, shape.FeedForwardSize);

        observer?.Observe(LinearGroup.GateUp.Roles(), normed);
        Multiply(block, LinearGroup.GateUp, normed, gated, false);
        (observer as IBlockObserver)?.ObserveOutput(LinearGroup.GateUp, gated);
        SwiGlu.Forward(gate, up, gate, pool);
        observer?.Observe(LinearGroup.Down.Roles(), gate);
        Pass(block, LinearGroup.Down, hidden, shape.MiddleWidth, shape.OutputWidth, block.Additions.DownBias);
        Multiply(block, LinearGroup.Down, gate, hidden.ColumnRange(0, shape.OutputWidth), true);
        GC.KeepAlive(_buffers);
    }

    /// <summary>The final norm of hidden [tokens, hidden], in place.</summary>
    public void FinalNorm(MatrixView hidden) => RmsNorm.Forward(hidden, model.FinalNorm, _spec.NormEpsilon, hidden, pool, _spec.NormWidth);

    /// <summary>output = input · Wᵀ for the layers of a group side by side, or output += …; the input rounded first where the block says so, and multiplied in integers where that is possible.</summary>
    public void Multiply(DecoderBlock block, LinearGroup group, MatrixView input, MatrixView output, bool accumulate)
    {
        var rounding = block.Additions.Inputs[group];
        if (block.Packed.IsInteger(group))
        {
            TokenRounding.Round(input, rounding!, _levels, pool);
            (keepPacked ? block.Packed.GetQuantized(group, pool)! : block.Packed.PackQuantized(group, pool)).Multiply(_levels, output, pool, accumulate);
            return;
        }
        input = Rounded(rounding, input);
        var form = keepPacked ? block.Packed.FormOf(group, input.Rows) : PackForm.Dense;
        if (form == PackForm.Sparse && input.IsFinite())
        {
            SparseGemm.MultiplyTransposed(input, block.Packed.GetSparse(group, pool)!, output, pool, accumulate);
            return;
        }
        if (form != PackForm.Dense && block.Packed.GetQuantized(group, pool) is { } quantized)
        {
            quantized.Multiply(input, output, pool, accumulate);
            return;
        }
        var weights = keepPacked ? block.Packed.Get(group, pool) : _repacked = block.Packed.Pack(group, _repacked, pool);
        Gemm.MultiplyTransposed(input, weights, output, pool, accumulate);
    }

    private MatrixView Rounded(InputRounding? rounding, MatrixView input)
    {
        if (rounding is null) return input;
        var rounded = _buffers.Rounded(input.Rows, input.Columns);
        TokenRounding.Round(input, rounding, rounded, pool);
        return rounded;
    }

    private MatrixView Norm(MatrixView x, float[] gains)
    {
        var normed = _buffers.Normed(x.Rows, x.Columns);
        RmsNorm.Forward(x, gains, _spec.NormEpsilon, normed, pool, _spec.NormWidth);
        return normed;
    }

    /// <summary>What the residual stream becomes beside a group of layers, before their outputs are added: through the shortcut, where there is one, plus the bias.</summary>
    private void Pass(DecoderBlock block, LinearGroup group, MatrixView hidden, int before, int after, float[]? bias)
    {
        var shortcut = block.Packed.Shortcut(group, pool, keepPacked);
        if (shortcut is null && bias is null) return;
        var passed = _buffers.Residual(hidden.Rows, after);
        if (shortcut is not null) Gemm.MultiplyTransposed(hidden.ColumnRange(0, before), shortcut, passed, pool);
        RowTasks.For(pool, hidden.Rows, after, (first, end) =>
        {
            for (int r = first; r < end; r++)
            {
                var row = hidden.Row(r)[..after];
                if (shortcut is not null) passed.Row(r).CopyTo(row);
                for (int i = 0; i < bias?.Length; i++) row[i] += bias[i];
            }
        });
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
