using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Allocation;

/// <summary>The removed share of every linear layer of the blocks under the allocation that a step asks for.</summary>
internal static class LayerAllocator
{
    /// <summary>The shares by layer; null where all are the step's.</summary>
    public static IReadOnlyDictionary<LayerName, double>? Allocate(PruningStep step, DecoderModel model, StepContext context) => step.Allocation switch
    {
        LayerAllocation.Owl => Owl(step, model, context),
        _ => null,
    };

    private static Dictionary<LayerName, double>? Owl(PruningStep step, DecoderModel model, StepContext context)
    {
        double[] outliers = OutlierRatios.Measure(model, context, step.Outlier);
        long[] counts = [.. model.Blocks.Select(block => DecoderBlock.Roles.Sum(role => block[role].Count))];
        double[] shares = OwlAllocation.Shares(outliers, counts, step.Sparsity, step.Lambda, step.Rule);
        // Shares that do not differ are no allocation: layers round as they do without one.
        if (shares.All(share => share == step.Sparsity)) return null;
        return ByLayer(step, model, [.. shares.SelectMany(share => Enumerable.Repeat(share, DecoderBlock.Roles.Length))]);
    }

    private static Dictionary<LayerName, double> ByLayer(PruningStep step, DecoderModel model, double[] shares)
    {
        NamedWeights[] layers = [.. NamedWeights.Of(model, ModificationTargets.Blocks)];
        if (step.Rule == SelectionRule.Exact) shares = ExactShares.Of([.. layers.Select(l => l.Weights.Count)], shares, step.Sparsity);
        return layers.Zip(shares).ToDictionary(pair => pair.First.Name, pair => pair.Second);
    }
}
