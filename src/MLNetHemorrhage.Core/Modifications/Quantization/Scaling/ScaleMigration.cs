using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Quantization.Awq;
using MLNetHemorrhage.Modifications.Quantization.Smoothing;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Scaling;

/// <summary>
/// Moves scale from the inputs of query, key, value and of gate, up into their weights where inputs are rounded too: SmoothQuant's factors at the strength, or none,
/// with which the outputs of the rounded layers on rounded inputs are least far from those of the layers as they are.
/// </summary>
internal sealed class ScaleMigration(DynamicScaling step, DecoderModel model, StepContext context)
{
    private const int Tokens = 512;

    private static readonly double?[] Strengths = [null, 0.25, 0.5, 0.75, 1];

    private readonly CalibrationActivations _activations = new(model, context.Calibration!, context.Pool);
    private readonly Dictionary<LayerName, double> _strengths = [];
    private readonly RoundToNearest _rounding = new() { Bits = step.Bits, Group = step.Group, Symmetric = step.Symmetric, Scales = step.Scales, Clip = GridClip.Mse };

    /// <summary>A decoder of the same function.</summary>
    public DecoderModel Run()
    {
        var blocks = model.Blocks.ToArray();
        for (int b = 0; b < blocks.Length; b++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var inputs = new StatisticsCollector(NewStatistics, context.Pool);
            _activations.Advance(blocks[b], inputs);
            blocks[b] = new BlockFolding(Factors(b, LinearGroup.QueryKeyValue, inputs), null, Factors(b, LinearGroup.GateUp, inputs), null).Fold(blocks[b]);
            context.BlockDone(b + 1);
        }
        return model.WithBlocks(blocks);
    }

    /// <summary>Scaled layers with a note where scale moved into them.</summary>
    public Dictionary<LayerName, object> Noted(IReadOnlyDictionary<LayerName, object> layers) => layers.ToDictionary(l => l.Key, l =>
    {
        var layer = (ScaledLayer)l.Value;
        return _strengths.TryGetValue(l.Key, out double strength)
            ? layer with { Notes = [.. layer.Notes, FormattableString.Invariant($"its inputs' largest magnitudes to the power of {strength} moved into its weights")] }
            : (object)layer;
    });

    private IReadOnlyList<InputStatistic> NewStatistics(int columns)
    {
        long tokens = context.Calibration!.TokenCount;
        return [new ColumnMaxima(columns), new InputSample(columns, (int)Math.Min(Tokens, tokens), tokens)];
    }

    private float[] Factors(int index, LinearGroup group, StatisticsCollector statistics)
    {
        var block = model.Blocks[index];
        var largest = LargestMagnitudes.Of(index, block, group, statistics);
        var sample = statistics.Of(group.Roles()[0]).OfType<InputSample>().Single();
        var layers = group.Roles().ToArray().Select(role => (Weights: block[role], Outputs: Outputs(sample.Inputs, block[role].ToMatrix()))).ToArray();
        var best = Strengths.Take(step.Trials.MovesInputScales ? Strengths.Length : 1)
            .Select(strength => (Strength: strength, Factors: strength is { } s ? largest.Factors(s) : [.. Enumerable.Repeat(1f, largest.Inputs.Length)]))
            .MinBy(c => layers.Sum(layer => Loss(sample.Inputs, layer.Weights, layer.Outputs, c.Factors)));
        if (best.Strength is { } chosen)
            foreach (var role in group.Roles()) _strengths.Add(LayerName.Linear(index, role), chosen);
        GC.KeepAlive(sample);
        return best.Factors;
    }

    // X̂·Ŵᵀ against the outputs X·Wᵀ: the sum of squares of what differs, X̂ the rounded X / factors, Ŵ the rounded W · factors.
    private double Loss(MatrixView inputs, WeightMatrix weights, Matrix outputs, float[] factors)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        Matrix rounded = new(inputs.Rows, inputs.Columns), moved = weights.ToMatrix();
        Scale(inputs, rounded.View, j => 1 / factors[j]);
        TokenRounding.Round(rounded.View, new(step.Activations!.Value), rounded.View, context.Pool);
        Scale(moved.View, moved.View, j => factors[j]);
        var found = Outputs(rounded.View, _rounding.Quantize(moved, [], context.Pool).ToMatrix());
        double sum = 0;
        for (int i = 0; i < found.Values.Length; i++)
        {
            double error = (double)found.Values[i] - outputs.Values[i];
            sum += error * error;
        }
        GC.KeepAlive(rounded);
        return sum;
    }

    private Matrix Outputs(MatrixView inputs, Matrix weights)
    {
        var outputs = new Matrix(inputs.Rows, weights.Rows);
        Gemm.Multiply(inputs, false, weights.View, true, outputs.View, context.Pool);
        GC.KeepAlive(weights);
        return outputs;
    }

    private static void Scale(MatrixView from, MatrixView to, Func<int, float> factor)
    {
        for (int t = 0; t < from.Rows; t++)
        {
            ReadOnlySpan<float> source = from.Row(t);
            var target = to.Row(t);
            for (int j = 0; j < target.Length; j++) target[j] = source[j] * factor(j);
        }
    }
}
