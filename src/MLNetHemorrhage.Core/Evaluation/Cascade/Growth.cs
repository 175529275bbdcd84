using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>How the relative error of the residual stream grows with depth.</summary>
internal static class Growth
{
    /// <summary>Least-squares slope of ln relative error over the index of the block, of the blocks with an error; errors are paired.</summary>
    public static Estimate Slope(IReadOnlyList<ClusterStatistic> squaredErrors)
    {
        int[] blocks = [.. Enumerable.Range(0, squaredErrors.Count).Where(b => squaredErrors[b].Value > 0)];
        if (blocks.Length < 2) return new(double.NaN, double.NaN);
        double centre = blocks.Average(), spread = blocks.Sum(b => (b - centre) * (b - centre));
        ClusterStatistic[] logs = [.. blocks.Select(b => squaredErrors[b].Log())];
        double[] weights = [.. blocks.Select(b => (b - centre) / spread / 2)];
        return ClusterStatistic.Combine(logs, weights).ToEstimate();
    }

    /// <summary>Relative error after a block over that before it; NaN where one of them has no logarithm.</summary>
    public static Estimate Factor(ClusterStatistic squaredBefore, ClusterStatistic squaredAfter) =>
        squaredBefore.Value > 0 && squaredAfter.Value > 0
            ? ClusterStatistic.Combine([squaredAfter.Log(), squaredBefore.Log()], [0.5, -0.5]).ToEstimate().Exp()
            : new(double.NaN, double.NaN);
}
