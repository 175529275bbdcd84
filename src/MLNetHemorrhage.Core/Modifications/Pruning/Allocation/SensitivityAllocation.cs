using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications.Allocation;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Pruning.Allocation;

/// <summary>
/// Shares from measured losses. The loss of a layer at share s is taken to be c·s^p; the sum over the layers is least where each loses as much
/// for one more weight, so that s is in proportion to (n / c)^(1 / (p - 1)) for a layer of n weights. What losses do together no measurement of
/// single layers tells, so that p is chosen by the divergence of the whole model at the shares; p = ∞ are equal shares.
/// </summary>
internal sealed class SensitivityAllocation
{
    /// <summary>How often the blocks are gone through: to prune lightly, to measure the layers, and for every p.</summary>
    public const int Passes = 6;

    // Single layers are measured in a model pruned to this part of the share: what they lose there is closer to what they lose beside
    // other pruned layers than in the unpruned model, and not yet chaotic.
    private const double Ground = 0.6;

    // Of the largest loss: what the least loss counts as, because small ones are smaller than their errors.
    private const double LeastLoss = 0.01;

    // e to this is beyond every ratio of losses.
    private const double Range = 700;

    private static readonly double[] Powers = [double.PositiveInfinity, 10, 6, 4];

    private readonly PruningStep _step;
    private readonly DecoderModel _model;
    private readonly StepContext _context;
    private readonly IReadOnlyDictionary<LayerName, object>? _preparations;
    private readonly DecoderRunner _runner;
    private readonly PredictionDivergence _divergence;
    private readonly long[] _counts;
    private int _pass;

    public SensitivityAllocation(PruningStep step, DecoderModel model, StepContext context, IReadOnlyDictionary<LayerName, object>? preparations)
    {
        (_step, _model, _context, _preparations) = (step with { Targets = ModificationTargets.Blocks }, model, context, preparations);
        _runner = new(model, context.Pool);
        _divergence = new(step, _runner, context.Calibration!);
        _counts = LayerAllocator.Counts(model);
    }

    /// <summary>The shares of the layers of every block in the order of their roles.</summary>
    public double[] Shares()
    {
        double ground = Ground * _step.Sparsity;
        var lightly = Pruned([.. _counts.Select(_ => ground)], ground);
        double[] losses = new LayerLosses(_step, _model, NextPass(), _runner, _divergence).Measure(lightly, _preparations);
        return Powers.Select(power => Shares(losses, _counts, _step.Sparsity, power)).MinBy(shares => _divergence.Of(Pruned(shares, _step.Sparsity).Blocks))!;
    }

    /// <summary>The shares for one p.</summary>
    public static double[] Shares(IReadOnlyList<double> losses, IReadOnlyList<long> counts, double sparsity, double power)
    {
        double least = LeastLoss * losses.Max();
        if (least <= 0 || double.IsPositiveInfinity(power)) return [.. counts.Select(_ => sparsity)];
        double[] bearing = [.. losses.Select((loss, layer) => ScalarMath.Log(counts[layer] / Math.Max(loss, least)) / (power - 1))];
        return ShareSolver.Solve(counts, sparsity, -Range, Range, (logarithm, layer) => ScalarMath.Exp(logarithm + bearing[layer]));
    }

    private DecoderModel Pruned(double[] shares, double mean) =>
        new LayerwisePass(_step, _model, NextPass(), new(LayerAllocator.ByLayer(_step, _model, shares, mean), _preparations)).Run();

    private StepContext NextPass()
    {
        int before = _pass++ * _model.Blocks.Count;
        return _context.Trial(done => _context.BlockDone(before + done));
    }
}
