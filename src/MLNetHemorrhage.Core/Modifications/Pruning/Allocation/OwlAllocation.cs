namespace MLNetHemorrhage.Modifications.Pruning.Allocation;

/// <summary>
/// Shares of blocks from their outliers (Yin et al. 2023): they fall linearly with the ratio of outliers, span 2 · lambda from the block with
/// most to the one with fewest, and their mean is the share of the whole.
/// </summary>
internal static class OwlAllocation
{
    // What the published code takes where a share would not be positive.
    private const double PublishedLeast = 0.01;

    /// <summary>The shares of blocks with so many weights. Blocks of equal size have the published shares, wherever those are possible.</summary>
    public static double[] Shares(IReadOnlyList<double> outliers, IReadOnlyList<long> counts, double sparsity, double lambda, SelectionRule rule)
    {
        double least = outliers.Min(), range = outliers.Max() - least;
        if (range == 0 || lambda == 0) return [.. outliers.Select(_ => sparsity)];
        double[] spared = [.. outliers.Select(d => 2 * lambda * (d - least) / range)];
        return rule == SelectionRule.Exact
            ? ShareSolver.Solve(counts, sparsity, low: -1, high: 1 + 2 * lambda, (shift, block) => shift - spared[block])
            : [.. spared.Select(r => sparsity - r + spared.Average()).Select(s => s <= 0 ? PublishedLeast : s)];
    }
}
