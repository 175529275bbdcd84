using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>Forward and backward of one block for training. Forward keeps the activations that backward needs.</summary>
internal sealed class BlockPass
{
    private readonly DecoderSpec _spec;
    private readonly RotaryTable _rotary;
    private readonly AttentionGradient _attentionGradient;
    private readonly WorkerPool _pool;
    private readonly PackedLinear _queryKeyValue, _output, _gateUp, _down;
    private BlockTensors _weights;

    public BlockPass(DecoderSpec spec, RotaryTable rotary, AttentionGradient attentionGradient, WorkerPool pool)
    {
        _spec = spec;
        _rotary = rotary;
        _attentionGradient = attentionGradient;
        _pool = pool;
        _queryKeyValue = New(LinearGroup.QueryKeyValue);
        _output = New(LinearGroup.Output);
        _gateUp = New(LinearGroup.GateUp);
        _down = New(LinearGroup.Down);
    }

    /// <summary>Takes over the weights of a block as they are now; its gains are read where they are.</summary>
    public void Load(BlockTensors weights)
    {
        _weights = weights;
        _queryKeyValue.Load(weights.QueryKeyValue, _pool);
        _output.Load(weights.Output, _pool);
        _gateUp.Load(weights.GateUp, _pool);
        _down.Load(weights.Down, _pool);
    }

    /// <summary>From the input already in <paramref name="kept"/> to <paramref name="output"/> [tokens, hidden].</summary>
    public void Forward(BlockActivations kept, TokenBatch batch, MatrixView output)
    {
        int count = batch.TokenCount, width = _spec.FeedForwardSize;
        MatrixView input = Rows(kept.Input, count), middle = Rows(kept.Middle, count), qkv = Rows(kept.QueryKeyValue, count);

        RmsNorm.Forward(input, Gains(_weights.AttentionNorm), _spec.NormEpsilon, Rows(kept.AttentionInput, count), _pool);
        Gemm.MultiplyTransposed(Rows(kept.AttentionInput, count), _queryKeyValue.Forward, qkv, _pool);
        _rotary.Apply(Rotated(qkv), batch, inverse: false, _pool);
        Attention.Forward(kept.Queries(count), kept.Keys(count), kept.Values(count), batch, _spec, Rows(kept.AttentionOutput, count), _pool);
        Copy(input, middle);
        Gemm.MultiplyTransposed(Rows(kept.AttentionOutput, count), _output.Forward, middle, _pool, accumulate: true);

        RmsNorm.Forward(middle, Gains(_weights.FeedForwardNorm), _spec.NormEpsilon, Rows(kept.FeedForwardInput, count), _pool);
        var gateUp = Rows(kept.GateUp, count);
        Gemm.MultiplyTransposed(Rows(kept.FeedForwardInput, count), _gateUp.Forward, gateUp, _pool);
        SwiGlu.Forward(gateUp.ColumnRange(0, width), gateUp.ColumnRange(width, width), Rows(kept.Activated, count), _pool);
        Copy(middle, output);
        Gemm.MultiplyTransposed(Rows(kept.Activated, count), _down.Forward, output, _pool, accumulate: true);
    }

    /// <summary>Turns dHidden [tokens, hidden] from the gradient of the block's output into that of its input; adds to those of its weights.</summary>
    public void Backward(BlockActivations kept, GradientScratch scratch, TokenBatch batch, MatrixView dHidden, BlockTensors gradients, ILinearGradientObserver? observer = null)
    {
        int count = batch.TokenCount, width = _spec.FeedForwardSize;
        var dNorm = Rows(scratch.Normed, count);

        MatrixView gateUp = Rows(kept.GateUp, count), dActivated = Rows(scratch.Activated, count);
        observer?.Observe(LinearGroup.Down, Rows(kept.Activated, count), dHidden);
        Linear(dHidden, Rows(kept.Activated, count), _down, dActivated, gradients.Down);
        SwiGluGradient.Backward(gateUp.ColumnRange(0, width), gateUp.ColumnRange(width, width), dActivated, _pool);
        observer?.Observe(LinearGroup.GateUp, Rows(kept.FeedForwardInput, count), gateUp);
        Linear(gateUp, Rows(kept.FeedForwardInput, count), _gateUp, dNorm, gradients.GateUp);
        RmsNormGradient.Backward(Rows(kept.Middle, count), _weights.FeedForwardNorm, _spec.NormEpsilon, dNorm, dHidden, gradients.FeedForwardNorm, _pool);

        MatrixView dOutput = Rows(scratch.AttentionOutput, count), dQkv = Rows(scratch.QueryKeyValue, count);
        observer?.Observe(LinearGroup.Output, Rows(kept.AttentionOutput, count), dHidden);
        Linear(dHidden, Rows(kept.AttentionOutput, count), _output, dOutput, gradients.Output);
        _attentionGradient.Backward(Rows(kept.QueryKeyValue, count), Rows(kept.AttentionOutput, count), dOutput, dQkv, batch);
        _rotary.Apply(Rotated(dQkv), batch, inverse: true, _pool);
        observer?.Observe(LinearGroup.QueryKeyValue, Rows(kept.AttentionInput, count), dQkv);
        Linear(dQkv, Rows(kept.AttentionInput, count), _queryKeyValue, dNorm, gradients.QueryKeyValue);
        RmsNormGradient.Backward(Rows(kept.Input, count), _weights.AttentionNorm, _spec.NormEpsilon, dNorm, dHidden, gradients.AttentionNorm, _pool);
    }

    /// <summary>Backward of y = x·Wᵀ: dx = dy·W, dW += dyᵀ·x.</summary>
    private void Linear(MatrixView dy, MatrixView x, PackedLinear weights, MatrixView dx, MatrixView dWeights)
    {
        Gemm.MultiplyTransposed(dy, weights.Backward, dx, _pool);
        Gemm.Multiply(dy, transposeA: true, x, transposeB: false, dWeights, _pool, accumulate: true);
    }

    private PackedLinear New(LinearGroup group) => new(_spec.Width(group), _spec.Shape(group.Roles()[0]).Columns);

    private MatrixView Rotated(MatrixView qkv) => qkv.ColumnRange(0, (_spec.HeadCount + _spec.KeyValueHeadCount) * _spec.HeadSize);

    private void Copy(MatrixView source, MatrixView target) =>
        RowTasks.For(_pool, source.Rows, source.Columns, (first, end) =>
        {
            for (int r = first; r < end; r++) source.Row(r).CopyTo(target.Row(r));
        });

    private static MatrixView Rows(Matrix matrix, int count) => matrix.View.RowRange(0, count);

    private static float[] Gains(MatrixView norm) => norm.Row(0).ToArray();
}
