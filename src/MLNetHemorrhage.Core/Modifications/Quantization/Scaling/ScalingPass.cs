using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Repair;

namespace MLNetHemorrhage.Modifications.Quantization.Scaling;

/// <summary>
/// Learns the scales and weights of all layers from the divergence. Held at once: one single-precision copy of the blocks' weights, one
/// block of rounded ones, the gradient of one block, scales and moments, GPTQ's quantized model, and final hidden states of the calibration text.
/// </summary>
internal sealed class ScalingPass
{
    /// <summary>As how many passes through the blocks the work is reported.</summary>
    public const int ProgressPasses = 10;

    private const int WarmUpSteps = 20;

    private readonly DynamicScaling _step;
    private readonly DecoderModel _model;
    private readonly StepContext _context;
    private readonly DivergenceText _text;
    private readonly BlockMemory[] _weights;
    private readonly StreamedGradient _gradient;
    private LearnedGrids[][]? _grids;
    private BlockMemory _rounded;

    /// <param name="step">The step.</param>
    /// <param name="given">The decoder whose predictions are to stay.</param>
    /// <param name="model">The decoder to quantize, of the same function.</param>
    /// <param name="context">What the step works with.</param>
    public ScalingPass(DynamicScaling step, DecoderModel given, DecoderModel model, StepContext context)
    {
        (_step, _model, _context) = (step, model, context);
        _text = DivergenceText.Of(given, context);
        _weights = [.. model.Shape.Blocks.Select(shape => new BlockMemory(shape))];
        _rounded = new(model.Shape.Blocks[0]);
        _gradient = new(model.WithBlocks([.. model.Blocks.Select(block => block.With(step.InputsAfter(block.Additions.Inputs)))]), Weights, context.Pool);
    }

    /// <summary>The quantized layers by name.</summary>
    public IReadOnlyDictionary<LayerName, object> Run()
    {
        var fit = Quantized(_step.Fit);
        double fitted = Divergence(fit), learnt = Learn(Of(fit));
        string found = FormattableString.Invariant($"divergence on held-out calibration windows {learnt:0.####} nats per token with learnt scales, {fitted:0.####} with {_step.Fit}");
        return learnt <= fitted
            ? Layers((block, role) => _grids![block][(int)role].Store(_weights[block][role], _context.Pool), found)
            : Layers(Of(fit), $"{found}, which was kept");
    }

    private double Learn(Func<int, LinearRole, QuantizedWeights> start)
    {
        for (int b = 0; b < _weights.Length; b++) _weights[b].Load(_model.Blocks[b]);
        _grids = [.. _weights.Select((weights, b) => DecoderBlock.Roles.Select(role => new LearnedGrids(start(b, role), weights[role], _step.Scales, _step.Trials)).ToArray())];
        var update = new GridUpdate(_model.Shape, _weights, _grids, _context.Pool);
        int steps = _step.Epochs * _text.Training.Count;
        var progress = new StepProgress(steps, ProgressPasses * _model.Blocks.Count, _context.BlockDone);
        for (int i = 0; i < steps; i++)
        {
            _context.Cancellation.ThrowIfCancellationRequested();
            var part = _text.Training[i % _text.Training.Count];
            update.Limit.Begin(_step.Rate * Math.Min(1, Math.Min((i + 1.0) / WarmUpSteps, (double)(steps - i) / steps)));
            double loss = _gradient.Run(part.Batch, part.Reference, update);
            if (!double.IsFinite(loss)) throw new HemorrhageException(FormattableString.Invariant($"{_step}: expected a finite divergence on the calibration text, found {loss}"));
            progress.Advance();
        }
        return _text.HeldOutDivergence(_gradient);
    }

    // The divergence of a model whose weights are on their grids already.
    private double Divergence(DecoderModel quantized)
    {
        for (int b = 0; b < _weights.Length; b++) _weights[b].Load(quantized.Blocks[b]);
        return _text.HeldOutDivergence(_gradient);
    }

    private DecoderModel Quantized(Modification step) => step.Apply(_model, _context.Trial(_ => { })).Model;

    private static Func<int, LinearRole, QuantizedWeights> Of(DecoderModel quantized) => (block, role) => (QuantizedWeights)quantized.Blocks[block][role];

    private Dictionary<LayerName, object> Layers(Func<int, LinearRole, QuantizedWeights> weights, string note) => _model.Blocks
        .SelectMany((_, b) => DecoderBlock.Roles.Select(role => (Name: LayerName.Linear(b, role), Weights: weights(b, role))))
        .Select((layer, i) => (layer.Name, Layer: (object)new ScaledLayer(layer.Weights, i == 0 ? [note] : [])))
        .ToDictionary(l => l.Name, l => l.Layer);

    private BlockTensors Weights(int block)
    {
        if (_grids is null) return _weights[block].Tensors;
        if (!_rounded.IsFor(_model.Shape.Blocks[block])) _rounded = new(_model.Shape.Blocks[block]);
        BlockTensors exact = _weights[block].Tensors, rounded = _rounded.Tensors;
        exact.AttentionNorm.CopyTo(rounded.AttentionNorm);
        exact.FeedForwardNorm.CopyTo(rounded.FeedForwardNorm);
        foreach (var role in DecoderBlock.Roles) _grids[block][(int)role].Round(_weights[block][role], _rounded[role], _context.Pool);
        GC.KeepAlive(_weights);
        return rounded;
    }
}
