using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// Forward and backward of one block for training. Forward keeps the activations that backward needs. Where the inputs of layers are rounded, backward
/// takes rounding as the identity (the straight-through estimator of Bengio et al. 2013, "Estimating or Propagating Gradients Through Stochastic Neurons").
/// </summary>
internal sealed class BlockPass
{
    private readonly DecoderSpec _spec;
    private readonly RotaryTable _rotary;
    private readonly AttentionGradient _attentionGradient;
    private readonly WorkerPool _pool;
    private readonly PackedLinear _queryKeyValue, _output, _gateUp, _down;
    private readonly BlockPassage _attentionPassage, _feedForwardPassage;
    private BlockTensors _weights;
    private BlockShape _shape;
    private BlockInputs _inputs = BlockInputs.None;
    private Matrix _rounded = new(0, 0);

    public BlockPass(DecoderSpec spec, RotaryTable rotary, AttentionGradient attentionGradient, WorkerPool pool)
    {
        _spec = spec;
        _shape = BlockShape.Of(spec);
        _rotary = rotary;
        _attentionGradient = attentionGradient;
        _pool = pool;
        _queryKeyValue = New(LinearGroup.QueryKeyValue);
        _output = New(LinearGroup.Output);
        _gateUp = New(LinearGroup.GateUp);
        _down = New(LinearGroup.Down);
        _attentionPassage = new(pool);
        _feedForwardPassage = new(pool);
    }

    /// <summary>Takes over the weights of a block as they are now; its gains are read where they are.</summary>
    public void Load(BlockTensors weights, BlockShape shape, BlockAdditions additions)
    {
        _weights = weights;
        _shape = shape;
        _inputs = additions.Inputs;
        _attentionPassage.Load(additions.AttentionShortcut, additions.OutputBias);
        _feedForwardPassage.Load(additions.FeedForwardShortcut, additions.DownBias);
        _queryKeyValue.Load(weights.QueryKeyValue, _pool);
        _output.Load(weights.Output, _pool);
        _gateUp.Load(weights.GateUp, _pool);
        _down.Load(weights.Down, _pool);
    }

    /// <summary>From the input already in <paramref name="kept"/> to <paramref name="output"/> [tokens, hidden].</summary>
    public void Forward(BlockActivations kept, TokenBatch batch, MatrixView output)
    {
        int count = batch.TokenCount, width = _shape.FeedForwardSize;
        MatrixView input = Rows(kept.Input, count), middle = Rows(kept.Middle, count), qkv = Rows(kept.QueryKeyValue, count);

        RmsNorm.Forward(input, Gains(_weights.AttentionNorm), _spec.NormEpsilon, Rows(kept.AttentionInput, count), _pool, _spec.NormWidth);
        Gemm.MultiplyTransposed(Read(LinearGroup.QueryKeyValue, Rows(kept.AttentionInput, count)), _queryKeyValue.Forward, qkv, _pool);
        _rotary.Apply(Rotated(qkv), batch, inverse: false, _pool);
        Attention.Forward(kept.Queries(count), kept.Keys(count), kept.Values(count), batch, _shape, Rows(kept.AttentionOutput, count), _pool);
        _attentionPassage.Forward(input, middle);
        Gemm.MultiplyTransposed(Read(LinearGroup.Output, Rows(kept.AttentionOutput, count)), _output.Forward, middle, _pool, accumulate: true);

        RmsNorm.Forward(middle, Gains(_weights.FeedForwardNorm), _spec.NormEpsilon, Rows(kept.FeedForwardInput, count), _pool, _spec.NormWidth);
        var gateUp = Rows(kept.GateUp, count);
        Gemm.MultiplyTransposed(Read(LinearGroup.GateUp, Rows(kept.FeedForwardInput, count)), _gateUp.Forward, gateUp, _pool);
        SwiGlu.Forward(gateUp.ColumnRange(0, width), gateUp.ColumnRange(width, width), Rows(kept.Activated, count), _pool);
        _feedForwardPassage.Forward(middle, output);
        Gemm.MultiplyTransposed(Read(LinearGroup.Down, Rows(kept.Activated, count)), _down.Forward, output, _pool, accumulate: true);
    }

    /// <summary>
    /// From dHidden, the gradient of the block's output, which lies in the scratch and is overwritten, to that of its input, which lies there too; adds to
    /// those of its weights.
    /// </summary>
    public MatrixView Backward(BlockActivations kept, GradientScratch scratch, TokenBatch batch, MatrixView dHidden, BlockTensors gradients, ILinearGradientObserver? observer = null)
    {
        int count = batch.TokenCount, width = _shape.FeedForwardSize;

        MatrixView gateUp = Rows(kept.GateUp, count), dActivated = Part(scratch.Activated, count, width), dNorm = Part(scratch.Normed, count, _shape.MiddleWidth);
        Linear(LinearGroup.Down, dHidden, Rows(kept.Activated, count), _down, dActivated, gradients.Down, observer);
        SwiGluGradient.Backward(gateUp.ColumnRange(0, width), gateUp.ColumnRange(width, width), dActivated, _pool);
        Linear(LinearGroup.GateUp, gateUp, Rows(kept.FeedForwardInput, count), _gateUp, dNorm, gradients.GateUp, observer);
        dHidden = _feedForwardPassage.Backward(dHidden, scratch);
        RmsNormGradient.Backward(Rows(kept.Middle, count), _weights.FeedForwardNorm, _spec.NormEpsilon, dNorm, dHidden, gradients.FeedForwardNorm, _pool, _spec.NormWidth);

        MatrixView dOutput = Part(scratch.AttentionOutput, count, _shape.QueryWidth), dQkv = Part(scratch.QueryKeyValue, count, _shape.ProjectedWidth);
        dNorm = Part(scratch.Normed, count, _shape.Width);
        Linear(LinearGroup.Output, dHidden, Rows(kept.AttentionOutput, count), _output, dOutput, gradients.Output, observer);
        _attentionGradient.Backward(_shape, Rows(kept.QueryKeyValue, count), Rows(kept.AttentionOutput, count), dOutput, dQkv, batch);
        _rotary.Apply(Rotated(dQkv), batch, inverse: true, _pool);
        Linear(LinearGroup.QueryKeyValue, dQkv, Rows(kept.AttentionInput, count), _queryKeyValue, dNorm, gradients.QueryKeyValue, observer);
        dHidden = _attentionPassage.Backward(dHidden, scratch);
        RmsNormGradient.Backward(Rows(kept.Input, count), _weights.AttentionNorm, _spec.NormEpsilon, dNorm, dHidden, gradients.AttentionNorm, _pool, _spec.NormWidth);
        return dHidden;
    }

    /// <summary>Backward of y = x·Wᵀ, with x as it is read: dx = dy·W, dW += dyᵀ·x.</summary>
    private void Linear(LinearGroup group, MatrixView dy, MatrixView x, PackedLinear weights, MatrixView dx, MatrixView dWeights, ILinearGradientObserver? observer)
    {
        x = Read(group, x);
        observer?.Observe(group, x, dy);
        Gemm.MultiplyTransposed(dy, weights.Backward, dx, _pool);
        Gemm.Multiply(dy, transposeA: true, x, transposeB: false, dWeights, _pool, accumulate: true);
    }

    /// <summary>What a group of layers multiplies: its input, rounded where the block says so, in memory that the next call uses again.</summary>
    private unsafe MatrixView Read(LinearGroup group, MatrixView input)
    {
        if (_inputs[group] is not { } rounding) return input;
        if (_rounded.Values.Length < input.Rows * input.Columns) _rounded = new(input.Rows, input.Columns);
        MatrixView rounded = new(_rounded.View.Pointer, input.Rows, input.Columns, input.Columns);
        TokenRounding.Round(input, rounding, rounded, _pool);
        return rounded;
    }

    private PackedLinear New(LinearGroup group) => new(_shape.Of(group).Rows, _shape.Of(group).Columns);

    private MatrixView Rotated(MatrixView qkv) => qkv.ColumnRange(0, _shape.QueryWidth + _shape.KeyWidth);

    private static MatrixView Part(Matrix matrix, int rows, int columns) => matrix.View.Slice(0, rows, 0, columns);

    private static MatrixView Rows(Matrix matrix, int count) => matrix.View.RowRange(0, count);

    private static float[] Gains(MatrixView norm) => norm.Row(0).ToArray();
}
