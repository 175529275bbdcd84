using System.Globalization;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Allocation;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Allocation;

/// <summary>
/// Bits of layers from measured losses. The loss of a layer at some bits is the divergence of the predictions where that layer alone is quantized, by the
/// step's own method, to the bits next below the average; at other bits it is taken to change as the squared error of rounding the weights does. What
/// layers lose together no measurement of single ones tells, so the choice is held against equal bits on the whole model, and the better one stays.
/// </summary>
internal sealed class BitAllocation(GridQuantization step, DecoderModel model, StepContext context)
{
    /// <summary>How often the blocks are gone through: to measure the layers, and for both choices.</summary>
    public const int Passes = 3;

    private static readonly int[] Bits = [2, 3, 4, 5, 6, 8];

    private readonly DecoderRunner _runner = new(model, context.Pool);
    private readonly NamedWeights[] _layers = [.. NamedWeights.Of(model, ModificationTargets.Blocks)];
    private int _pass;

    /// <summary>The bits of every layer, within an average of true bits per weight.</summary>
    public Preparation Choose(double average)
    {
        var divergence = new PredictionDivergence(step, _runner, context.Calibration!);
        int measured = Array.FindLastIndex(Bits, b => b <= average);
        double[] losses = new LayerLosses(step with { Bits = Bits[measured] }, model, NextPass(), _runner, divergence).Measure(model, null);
        BitChoice[] choices = [.. _layers.Zip(losses, (layer, loss) => Choice(layer, loss, measured))];
        long bytes = (long)Math.Floor(average * _layers.Sum(l => l.Weights.Count) / 8);
        int[] mixed = BitChoices.Within(bytes, choices) ?? throw TooFew(average, choices);
        int equal = Enumerable.Range(0, Bits.Length).Last(c => choices.Sum(l => l.Bytes[c]) <= bytes);
        int[][] candidates = [mixed, [.. mixed.Select(_ => equal)]];
        return candidates.Select(Plan).MinBy(plan => divergence.Of(Quantized(plan).Blocks))!;
    }

    private BitChoice Choice(NamedWeights layer, double loss, int measured)
    {
        var values = new LayerToModify(layer.Name, layer.Weights, [], context.Pool).Values();
        double[] errors = [.. Bits.Select(bits => RoundingError(values, step with { Bits = bits }))];
        var before = StorageForecast.Of(layer.Weights);
        // A layer that rounding leaves as it is loses nothing at any bits.
        double unit = errors[measured] > 0 ? Math.Max(0, loss) / errors[measured] : 0;
        return new([.. errors.Select(e => unit * e)], [.. Bits.Select(bits => (step with { Bits = bits }).Forecast(before).ByteSize)]);
    }

    private double RoundingError(Matrix values, GridQuantization rounded)
    {
        var shape = rounded.Shape(values.Columns) with { IsWhole = false };
        var rows = new double[values.Rows];
        context.Pool.For(rows.Length, r =>
        {
            for (int g = 0; g < shape.Groups; g++)
            {
                var (start, end) = shape.Range(g);
                var weights = values.Row(r)[start..end];
                var grid = rounded.Rule.Of(weights, []);
                foreach (float w in weights)
                {
                    double error = (double)grid.Value(grid.Level(w)) - w;
                    rows[r] += error * error;
                }
            }
        });
        return rows.Sum();
    }

    private Preparation Plan(int[] choice) => new(model) { Layers = _layers.Zip(choice).ToDictionary(l => l.First.Name, l => (object)new LayerBits(Bits[l.Second])) };

    private DecoderModel Quantized(Preparation plan) => new LayerwisePass(step, model, NextPass(), new(null, plan.Layers)).Run();

    private StepContext NextPass()
    {
        int before = _pass++ * model.Blocks.Count;
        return context.Trial(done => context.BlockDone(before + done));
    }

    private HemorrhageException TooFew(double average, BitChoice[] choices) => new(string.Create(CultureInfo.InvariantCulture,
        $"{step.Method.Title}: averageBits must be at least {Math.Ceiling(8000.0 * choices.Sum(l => l.Bytes[0]) / _layers.Sum(l => l.Weights.Count)) / 1000} for this model, whose layers take that at {Bits[0]} bits with their scales, found {average}"));
}
