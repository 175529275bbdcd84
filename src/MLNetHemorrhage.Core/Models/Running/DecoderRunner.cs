using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Running;

/// <summary>
/// Runs a decoder over whole sequences. Holds its own buffers: one runner is used by one thread at a time. A token's numbers
/// have the same bits whatever the batch around it and however many threads work.
/// </summary>
public sealed class DecoderRunner
{
    private readonly RunnerBuffers _buffers;
    private RotaryTable? _rotary;

    /// <summary>Creates a runner.</summary>
    /// <param name="model">The decoder.</param>
    /// <param name="pool">Threads to work with.</param>
    public DecoderRunner(DecoderModel model, WorkerPool pool)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(pool);
        Model = model;
        Pool = pool;
        _buffers = new(model.Spec);
    }

    /// <summary>The decoder.</summary>
    public DecoderModel Model { get; }

    /// <summary>Threads to work with.</summary>
    public WorkerPool Pool { get; }

    /// <summary>The embedding of every token.</summary>
    /// <param name="batch">The tokens.</param>
    /// <returns>A new matrix [tokens, hidden].</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or a sequence longer than the context.</exception>
    public Matrix Embed(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var hidden = new Matrix(batch.TokenCount, Model.Spec.HiddenSize);
        Embed(batch, hidden.View);
        GC.KeepAlive(hidden);
        return hidden;
    }

    /// <summary>Runs one block: adds the outputs of attention and of the feed-forward layer to the residual stream.</summary>
    /// <param name="block">The block; one of the model's or a changed one of the same shape.</param>
    /// <param name="batch">The tokens.</param>
    /// <param name="hidden">Residual stream [tokens, hidden], changed in place.</param>
    /// <param name="observer">Sees the inputs of the linear layers.</param>
    internal void RunBlock(DecoderBlock block, TokenBatch batch, Matrix hidden, ILinearInputObserver? observer = null)
    {
        RunBlock(block, batch, hidden.View, observer);
        GC.KeepAlive(hidden);
    }

    /// <summary>Embedding, all blocks and the final norm: what the head reads.</summary>
    /// <param name="batch">The tokens.</param>
    /// <returns>A new matrix [tokens, hidden].</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or a sequence longer than the context.</exception>
    public Matrix FinalHidden(TokenBatch batch)
    {
        var hidden = Embed(batch);
        FinalHidden(batch, hidden.View);
        GC.KeepAlive(hidden);
        return hidden;
    }

    /// <summary>-ln p of every token but the first of each sequence, given those before it.</summary>
    /// <param name="batch">The tokens.</param>
    /// <returns>Nats, in order.</returns>
    /// <exception cref="HemorrhageException">An id is outside the vocabulary, or a sequence longer than the context.</exception>
    public float[] NegativeLogLikelihood(TokenBatch batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        var hidden = _buffers.Hidden(batch.TokenCount);
        Embed(batch, hidden);
        FinalHidden(batch, hidden);
        int scored = batch.TokenCount - batch.Count;
        var targets = new int[scored];
        for (int s = 0, next = 0; s < batch.Count; s++)
        {
            for (int t = batch.Starts[s]; t < batch.Starts[s + 1] - 1; t++, next++)
            {
                // The last token of a sequence predicts nothing; closing the gap lets the head see only rows that count.
                if (next != t) hidden.Row(t).CopyTo(hidden.Row(next));
                targets[next] = batch.Ids[t + 1];
            }
        }
        var result = new float[scored];
        Model.OutputHead.NegativeLogLikelihood(hidden.RowRange(0, scored), targets, result, Pool);
        GC.KeepAlive(_buffers);
        return result;
    }

    /// <summary>logits [tokens, vocabulary] from what <see cref="FinalHidden(TokenBatch)"/> gives.</summary>
    internal void Logits(MatrixView finalHidden, MatrixView logits) => Model.OutputHead.Logits(finalHidden, logits, Pool);

    private void Embed(TokenBatch batch, MatrixView hidden)
    {
        batch.Check(Model.Spec);
        RowTasks.For(Pool, hidden.Rows, hidden.Columns, (first, end) =>
        {
            for (int t = first; t < end; t++) Model.Embedding.CopyRow(batch.Ids[t], hidden.Row(t));
        });
    }

    private void FinalHidden(TokenBatch batch, MatrixView hidden)
    {
        foreach (var block in Model.Blocks) RunBlock(block, batch, hidden, null);
        RmsNorm.Forward(hidden, Model.FinalNorm, Model.Spec.NormEpsilon, hidden, Pool);
    }

    private void RunBlock(DecoderBlock block, TokenBatch batch, MatrixView hidden, ILinearInputObserver? observer)
    {
        var spec = Model.Spec;
        int tokens = batch.TokenCount;
        int queryWidth = spec.HeadCount * spec.HeadSize, keyWidth = spec.KeyValueHeadCount * spec.HeadSize;
        var normed = _buffers.Normed(tokens);
        var projected = _buffers.Projected(tokens);
        var mixed = _buffers.Mixed(tokens);
        var gated = _buffers.Gated(tokens);
        var query = projected.ColumnRange(0, queryWidth);
        var key = projected.ColumnRange(queryWidth, keyWidth);
        var value = projected.ColumnRange(queryWidth + keyWidth, keyWidth);
        var gate = gated.ColumnRange(0, spec.FeedForwardSize);
        var up = gated.ColumnRange(spec.FeedForwardSize, spec.FeedForwardSize);

        RmsNorm.Forward(hidden, block.AttentionNorm, spec.NormEpsilon, normed, Pool);
        Multiply(block, LinearGroup.QueryKeyValue, normed, projected, false, observer);
        Rotary(batch).Apply(projected.ColumnRange(0, queryWidth + keyWidth), batch, false, Pool);
        Attention.Forward(query, key, value, batch, spec, mixed, Pool);
        Multiply(block, LinearGroup.Output, mixed, hidden, true, observer);

        RmsNorm.Forward(hidden, block.FeedForwardNorm, spec.NormEpsilon, normed, Pool);
        Multiply(block, LinearGroup.GateUp, normed, gated, false, observer);
        SwiGlu.Forward(gate, up, gate, Pool);
        Multiply(block, LinearGroup.Down, gate, hidden, true, observer);
        GC.KeepAlive(_buffers);
    }

    private void Multiply(DecoderBlock block, LinearGroup group, MatrixView input, MatrixView output, bool accumulate, ILinearInputObserver? observer)
    {
        observer?.Observe(group.Roles(), input);
        Gemm.MultiplyTransposed(input, block.Packed.Get(group, Pool), output, Pool, accumulate);
    }

    private RotaryTable Rotary(TokenBatch batch)
    {
        int length = batch.LongestLength;
        if (_rotary is null || _rotary.Positions < length) _rotary = new(Model.Spec.Rotary, Model.Spec.HeadSize, length);
        return _rotary;
    }
}
