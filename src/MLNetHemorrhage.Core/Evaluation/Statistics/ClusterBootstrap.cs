using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Statistics;

/// <summary>
/// The bootstrap of cluster sampling (Davison and Hinkley 1997, ch. 3.8): whole clusters are drawn with replacement, as many as there
/// are, and every statistic is computed again. For statistics whose error no formula gives. Statistics that share a run share its
/// draws, so that those of two models are paired; the same seed gives the same draws.
/// </summary>
internal sealed class ClusterBootstrap
{
    public const int DefaultReplicates = 1000;
    private const ulong DefaultSeed = 20250323924;

    private readonly double[][] _sorted;
    private readonly bool _known;

    private ClusterBootstrap(double[][] sorted, bool known) => (_sorted, _known) = (sorted, known);

    /// <summary>Computes all statistics of one sample.</summary>
    /// <param name="draws">How often each cluster is in the sample.</param>
    /// <param name="statistics">Gets the statistics.</param>
    public delegate void Statistics(ReadOnlySpan<int> draws, Span<double> statistics);

    /// <summary>Draws samples.</summary>
    /// <param name="clusters">Number of clusters; from a single one nothing can be known.</param>
    /// <param name="statistics">Number of statistics.</param>
    /// <param name="compute">Computes them.</param>
    /// <param name="replicates">Number of samples.</param>
    /// <param name="seed">Seed of the draws.</param>
    public static ClusterBootstrap Run(int clusters, int statistics, Statistics compute, int replicates = DefaultReplicates, ulong seed = DefaultSeed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(clusters, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(replicates, 2);
        var values = new double[statistics][];
        for (int s = 0; s < statistics; s++) values[s] = new double[replicates];
        if (clusters == 1) return new(values, known: false);
        var random = new RandomSource(seed);
        var draws = new int[clusters];
        var sample = new double[statistics];
        for (int replicate = 0; replicate < replicates; replicate++)
        {
            Array.Clear(draws);
            for (int i = 0; i < clusters; i++) draws[random.NextInt(clusters)]++;
            compute(draws, sample);
            for (int s = 0; s < statistics; s++) values[s][replicate] = sample[s];
        }
        foreach (var series in values) Array.Sort(series);
        return new(values, known: true);
    }

    /// <summary>The spread of a statistic over the samples: its standard error; NaN for a single cluster.</summary>
    public double StandardError(int statistic)
    {
        if (!_known) return double.NaN;
        var values = _sorted[statistic];
        // Exactly 0 where nothing varies.
        if (values[0] == values[^1]) return 0;
        double mean = values.Average();
        return Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));
    }

    /// <summary>The percentile interval of a statistic; NaN for a single cluster.</summary>
    /// <param name="statistic">Which one.</param>
    /// <param name="level">The share of samples inside.</param>
    public (double Low, double High) Interval(int statistic, double level = 0.95)
    {
        if (!_known) return (double.NaN, double.NaN);
        return (Distribution.Interpolate(_sorted[statistic], (1 - level) / 2), Distribution.Interpolate(_sorted[statistic], (1 + level) / 2));
    }
}
