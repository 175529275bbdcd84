using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Allocation;

/// <summary>The removed share of every linear layer of the blocks under the allocation that a step asks for.</summary>
internal static class LayerAllocator
{
    /// <summary>How often the blocks are gone through before anything is removed.</summary>
    public static int Passes(LayerAllocation allocation) => allocation switch
    {
        LayerAllocation.Owl => 1,
        LayerAllocation.Sensitivity => SensitivityAllocation.Passes,
        _ => 0,
    };

    /// <summary>The shares by layer; null where all are the step's.</summary>
    public static IReadOnlyDictionary<LayerName, double>? Allocate(
        PruningStep step, DecoderModel model, StepContext context, IReadOnlyDictionary<LayerName, object>? preparations)
    {
        double[]? shares = step.Allocation switch
        {
            LayerAllocation.Owl => Owl(step, model, context),
            LayerAllocation.Sensitivity => new SensitivityAllocation(step, model, context, preparations).Shares(),
            _ => null,
        };
        // Shares that do not differ are no allocation: layers round as they do without one.
        return shares is null || shares.All(share => share == step.Sparsity) ? null : ByLayer(step, model, shares, step.Sparsity);
    }

    /// <summary>The shares as a step rounds them; together they are exactly their mean of all weights.</summary>
    public static Dictionary<LayerName, double> ByLayer(PruningStep step, DecoderModel model, double[] shares, double mean)
    {
        if (step.Rule == SelectionRule.Exact) shares = ExactShares.Of(Counts(model), shares, mean);
        return NamedWeights.Of(model, ModificationTargets.Blocks).Zip(shares).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }

    /// <summary>The weights of the layers of every block in the order of their roles.</summary>
    public static long[] Counts(DecoderModel model) => [.. NamedWeights.Of(model, ModificationTargets.Blocks).Select(l => l.Weights.Count)];

    private static double[] Owl(PruningStep step, DecoderModel model, StepContext context)
    {
        double[] outliers = OutlierRatios.Measure(model, context, step.Outlier);
        long[] counts = [.. Counts(model).Chunk(DecoderBlock.Roles.Length).Select(block => block.Sum())];
        double[] shares = OwlAllocation.Shares(outliers, counts, step.Sparsity, step.Lambda, step.Rule);
        return [.. shares.SelectMany(share => Enumerable.Repeat(share, DecoderBlock.Roles.Length))];
    }
}
