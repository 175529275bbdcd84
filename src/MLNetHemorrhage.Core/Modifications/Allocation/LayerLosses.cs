using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Allocation;

/// <summary>
/// What it costs to modify every layer by itself: how much farther the predictions of a ground model, such as a lightly pruned one, move away from
/// those of the unmodified one when that layer alone is modified as the step asks.
/// </summary>
internal sealed class LayerLosses(LayerModification step, DecoderModel model, StepContext context, DecoderRunner runner, PredictionDivergence divergence)
{
    /// <summary>The losses in nats per token, the layers of every block in the order of their roles; negative where the step happens to help.</summary>
    public double[] Measure(DecoderModel ground, IReadOnlyDictionary<LayerName, object>? preparations)
    {
        var activations = new CalibrationActivations(model, context.Calibration!, context.Pool);
        var hidden = runner.Embed(divergence.Tokens);
        double already = Divergence(ground.Blocks, hidden);
        var plan = new LayerPlan(null, preparations);
        var losses = new List<double>();
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            var (block, below) = (model.Blocks[b], ground.Blocks[b]);
            var collector = new StatisticsCollector(step.NewStatistics, context.Pool);
            activations.Observe(block, collector);
            foreach (var role in DecoderBlock.Roles)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                var layer = plan.Complete(context.Layer(LayerName.Linear(b, role), block[role], collector.Of(role)));
                var changed = below.With(new Dictionary<LinearRole, WeightMatrix> { [role] = step.Modify(layer) });
                losses.Add(Divergence(ground.Blocks.Skip(b + 1).Prepend(changed), hidden) - already);
            }
            activations.Advance(below);
            runner.RunBlock(below, divergence.Tokens, hidden);
            context.BlockDone(b + 1);
        }
        return [.. losses];
    }

    private double Divergence(IEnumerable<DecoderBlock> blocks, Matrix before)
    {
        var hidden = new Matrix(before.Rows, before.Columns);
        before.Values.CopyTo(hidden.Values);
        return divergence.Of(blocks, hidden);
    }
}
