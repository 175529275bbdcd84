using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// Reverse-mode gradient of the mean next-token loss with respect to every weight. Holds its own buffers: one runner is used
/// by one thread at a time. The same bits for any number of threads.
/// </summary>
internal sealed class GradientRunner
{
    private readonly DecoderParameters _parameters;
    private readonly DecoderSpec _spec;
    private readonly WorkerPool _pool;
    private readonly BlockPass[] _blocks;
    private readonly PackedLinear _head;
    private readonly OutputHeadGradient _headGradient;
    private BlockActivations[] _kept = [];
    private GradientScratch _scratch;
    private Matrix _last, _normed;

    /// <summary>Creates a runner.</summary>
    /// <param name="parameters">The weights; they may change between calls.</param>
    /// <param name="pool">Threads to work with.</param>
    public GradientRunner(DecoderParameters parameters, WorkerPool pool)
    {
        _parameters = parameters;
        _spec = parameters.Spec;
        _pool = pool;
        var rotary = new RotaryTable(_spec.Rotary, _spec.HeadSize, _spec.ContextLength);
        var attention = new AttentionGradient(_spec.HeadSize, pool);
        _blocks = [.. Enumerable.Range(0, _spec.BlockCount).Select(_ => new BlockPass(_spec, rotary, attention, pool))];
        _head = new(parameters.Head.Rows, parameters.Head.Columns);
        _headGradient = new(_spec.VocabularySize, pool);
        _scratch = new(parameters.Shape, 0);
        _last = _normed = new(0, 0);
    }

    /// <summary>Adds the gradient of the mean −log p of every token but the first of each sequence.</summary>
    /// <param name="batch">Sequences, none longer than the context; at least one of two tokens.</param>
    /// <param name="gradients">Grow by this batch's gradient.</param>
    /// <returns>The mean loss, in nats per token.</returns>
    public double Accumulate(TokenBatch batch, DecoderGradients gradients)
    {
        batch.Check(_spec);
        int count = batch.TokenCount, scored = count - batch.Count;
        if (scored == 0) throw new ArgumentException("No sequence of the batch has a second token to predict.", nameof(batch));
        Reserve(count);
        for (int b = 0; b < _blocks.Length; b++) _blocks[b].Load(_parameters.Block(b), _parameters.Shape.Blocks[b], _parameters.Additions[b]);
        _head.Load(_parameters.Head, _pool);

        Embed(batch);
        for (int b = 0; b < _blocks.Length; b++) _blocks[b].Forward(_kept[b], batch, Residual(b + 1, count));

        MatrixView last = Residual(_blocks.Length, count), normed = _normed.View.RowRange(0, count);
        int width = _parameters.Shape.FinalWidth;
        MatrixView dNormed = _scratch.Normed.View.Slice(0, count, 0, width), dHidden = _scratch.Residual.View.Slice(0, count, 0, width);
        RmsNorm.Forward(last, _parameters.FinalNorm.Row(0).ToArray(), _spec.NormEpsilon, normed, _pool, _spec.NormWidth);
        double loss = _headGradient.Backward(normed, _head.Forward, _head.Backward, NextTokens.Of(batch), 1f / scored, dNormed, gradients.Head);
        _scratch.Residual.Values.Clear();
        RmsNormGradient.Backward(last, _parameters.FinalNorm, _spec.NormEpsilon, dNormed, dHidden, gradients.FinalNorm, _pool, _spec.NormWidth);

        for (int b = _blocks.Length - 1; b >= 0; b--) dHidden = _blocks[b].Backward(_kept[b], _scratch, batch, dHidden, gradients.Block(b));
        EmbeddingGradient.Backward(batch.Ids, dHidden, gradients.Embedding, _pool);
        GC.KeepAlive(gradients);
        GC.KeepAlive(this);
        return loss / scored;
    }

    /// <summary>The residual stream before a block, or after the last.</summary>
    private MatrixView Residual(int block, int count) => (block < _blocks.Length ? _kept[block].Input : _last).View.RowRange(0, count);

    private void Embed(TokenBatch batch)
    {
        var target = Residual(0, batch.TokenCount);
        for (int t = 0; t < batch.TokenCount; t++) _parameters.Embedding.Row(batch.Ids[t]).CopyTo(target.Row(t));
    }

    private void Reserve(int tokens)
    {
        if (tokens <= _last.Rows) return;
        _kept = [.. _parameters.Shape.Blocks.Select(shape => new BlockActivations(shape, tokens))];
        _scratch = new(_parameters.Shape, tokens);
        _last = new(tokens, _parameters.Shape.FinalWidth);
        _normed = new(tokens, _parameters.Shape.FinalWidth);
    }
}
