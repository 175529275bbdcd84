using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// Reverse-mode gradient with respect to the weights of the blocks that holds the gradient of one block at a time, and its weights in
/// the order of the products. The activations of as many blocks as a limit allows are kept from the
/// forward pass, the last ones; those of the others are computed again (Chen et al. 2016). The same bits either way, for any number
/// of threads, and as <see cref="GradientRunner"/> gives.
/// </summary>
internal sealed class StreamedGradient
{
    public const long DefaultActivationBytes = 256L << 20;

    private readonly DecoderModel _model;
    private readonly DecoderSpec _spec;
    private readonly Func<int, BlockTensors> _weights;
    private readonly WorkerPool _pool;
    private readonly long _activationBytes;
    private readonly BlockPass _pass;
    private readonly PackedLinear _head;
    private readonly OutputHeadGradient _nextToken;
    private readonly DivergenceGradient _divergence;
    private readonly Matrix _finalNorm, _dFinalNorm;
    private BlockActivations[] _kept = [];
    private Matrix[] _inputs = [];
    private BlockMemory _gradients;
    private BlockActivations _again;
    private GradientScratch _scratch;
    private Matrix _normed;

    /// <summary>Creates a runner; one thread uses it at a time.</summary>
    /// <param name="model">Embedding, norm and head, and the architecture.</param>
    /// <param name="weights">The weights of a block; read until the next call. They may change between passes, and once a reader was given their gradient.</param>
    /// <param name="pool">Threads to work with.</param>
    /// <param name="activationBytes">Memory for activations that are kept.</param>
    public StreamedGradient(DecoderModel model, Func<int, BlockTensors> weights, WorkerPool pool, long activationBytes = DefaultActivationBytes)
    {
        (_model, _spec, _weights, _pool, _activationBytes) = (model, model.Spec, weights, pool, activationBytes);
        _pass = new(_spec, new(_spec.Rotary, _spec.HeadSize, _spec.ContextLength), new(_spec.HeadSize, pool), pool);
        _gradients = new(model.Shape.Blocks[0]);
        _head = new(model.Head.Rows, model.Head.Columns);
        var head = model.Head.ToMatrix();
        _head.Load(head.View, pool);
        GC.KeepAlive(head);
        _nextToken = new(_spec.VocabularySize, pool);
        _divergence = new(_spec.VocabularySize, pool);
        _finalNorm = new(1, model.Shape.FinalWidth);
        model.FinalNorm.CopyTo(_finalNorm.Values);
        _dFinalNorm = new(1, model.Shape.FinalWidth);
        _again = new(model.Shape.Blocks[0], tokens: 0);
        _scratch = new(model.Shape, tokens: 0);
        _normed = new(0, 0);
    }

    /// <summary>One pass forward and back.</summary>
    /// <param name="batch">Sequences; at least one of two tokens.</param>
    /// <param name="reference">Final hidden states whose next-token distributions the loss compares with; null for the loss −log p of the next token.</param>
    /// <param name="reader">Gets the gradients of the mean loss.</param>
    /// <returns>The mean loss over every token but the last of each sequence, in nats.</returns>
    public double Run(TokenBatch batch, Matrix? reference, IBlockGradientReader reader)
    {
        Forward(batch, keep: true);
        int count = batch.TokenCount, scored = count - batch.Count;
        if (scored == 0) throw new ArgumentException("No sequence of the batch has a second token to predict.", nameof(batch));
        int width = _model.Shape.FinalWidth;
        MatrixView dNormed = _scratch.Normed.View.Slice(0, count, 0, width), dHidden = _scratch.Residual.View.Slice(0, count, 0, width);
        double loss = Loss(batch, reference, 1f / scored, dNormed);
        reader.Begin(loss / scored);
        _scratch.Residual.Values.Clear();
        RmsNormGradient.Backward(Rows(_inputs[^1], count), _finalNorm.View, _spec.NormEpsilon, dNormed, dHidden, _dFinalNorm.View, _pool, _spec.NormWidth);
        for (int b = _spec.BlockCount - 1; b >= 0; b--)
        {
            var activations = Activations(b, keep: true);
            var weights = _weights(b);
            // The last block is still loaded.
            if (b < _spec.BlockCount - 1) Load(b, weights);
            // What the block gives is in use already; the buffer of the norm's gradient is free.
            if (b < FirstKept) _pass.Forward(activations, batch, _scratch.Normed.View.Slice(0, count, 0, activations.Shape.OutputWidth));
            if (!_gradients.IsFor(activations.Shape)) _gradients = new(activations.Shape);
            _gradients.Clear();
            dHidden = _pass.Backward(activations, _scratch, batch, dHidden, _gradients.Tensors, reader.Observer(b));
            reader.Take(b, _gradients.Tensors);
        }
        GC.KeepAlive(this);
        return loss / scored;
    }

    /// <summary>The mean divergence from the distributions of <paramref name="reference"/> over every token but the last of each sequence, in nats.</summary>
    public double Divergence(TokenBatch batch, Matrix reference)
    {
        Forward(batch, keep: false);
        double loss = Loss(batch, reference, 1, null);
        GC.KeepAlive(this);
        return loss / (batch.TokenCount - batch.Count);
    }

    private int FirstKept => _spec.BlockCount - _kept.Length;

    private double Loss(TokenBatch batch, Matrix? reference, float scale, MatrixView? dNormed)
    {
        int count = batch.TokenCount;
        var normed = Rows(_normed, count);
        int[] targets = NextTokens.Of(batch);
        RmsNorm.Forward(Rows(_inputs[^1], count), _model.FinalNorm, _spec.NormEpsilon, normed, _pool, _spec.NormWidth);
        return reference is null
            ? _nextToken.Backward(normed, _head.Forward, _head.Backward, targets, scale, dNormed!.Value, dHead: null)
            : _divergence.Backward(normed, Rows(reference, count), (_head.Forward, _head.Backward), targets, scale, dNormed);
    }

    private void Forward(TokenBatch batch, bool keep)
    {
        batch.Check(_spec);
        int count = batch.TokenCount;
        Reserve(count);
        for (int t = 0; t < count; t++) _model.Embedding.CopyRow(batch.Ids[t], _inputs[0].Row(t));
        for (int b = 0; b < _spec.BlockCount; b++)
        {
            var activations = Activations(b, keep);
            Load(b, _weights(b));
            _pass.Forward(activations, batch, Rows(_inputs[b + 1], count));
        }
    }

    private void Load(int block, BlockTensors weights) => _pass.Load(weights, _model.ShapeOf(block), _model.Blocks[block].Additions);

    /// <summary>Room for what a block leaves behind: its own where it is to be kept and fits, else the room of all others.</summary>
    private BlockActivations Activations(int block, bool keep)
    {
        if (keep && block >= FirstKept) return _kept[block - FirstKept];
        var shape = _model.ShapeOf(block);
        if (!_again.Shape.IsSame(shape)) _again = new(shape, _normed.Rows, _inputs[block]);
        _again.Input = _inputs[block];
        return _again;
    }

    private void Reserve(int tokens)
    {
        if (tokens <= _normed.Rows) return;
        var shapes = _model.Shape.Blocks;
        _inputs = [.. shapes.Select(s => s.Width).Append(_model.Shape.FinalWidth).Select(width => new Matrix(tokens, width))];
        _again = new(shapes[0], tokens, _inputs[0]);
        // Rooms are counted as large as the first block's; blocks that lost structure need less.
        int fitting = (int)Math.Min(_spec.BlockCount, _activationBytes / _again.Bytes), first = _spec.BlockCount - fitting;
        _kept = [.. Enumerable.Range(first, fitting).Select(b => new BlockActivations(shapes[b], tokens, _inputs[b]))];
        _scratch = new(_model.Shape, tokens);
        _normed = new(tokens, _model.Shape.FinalWidth);
    }

    private static MatrixView Rows(Matrix matrix, int count) => matrix.View.RowRange(0, count);
}
