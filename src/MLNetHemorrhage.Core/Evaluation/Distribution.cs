using System.Globalization;

namespace MLNetHemorrhage.Evaluation;

/// <summary>How a quantity is spread over tokens.</summary>
/// <param name="Minimum">Smallest value.</param>
/// <param name="Maximum">Largest value.</param>
/// <param name="Percentiles">Percentiles from high to low: 99.9, 99, 95, 90, 75, 50, 25, 10, 5, 1, 0.1.</param>
public sealed record Distribution(double Minimum, double Maximum, IReadOnlyList<Percentile> Percentiles)
{
    private static readonly double[] Ranks = [99.9, 99, 95, 90, 75, 50, 25, 10, 5, 1, 0.1];

    /// <summary>The middle of the distribution.</summary>
    public double Median => this[50];

    /// <summary>The value at one of the listed percentiles.</summary>
    /// <param name="rank">The rank in percent: 99.9, 99, 95, …</param>
    public double this[double rank] => Percentiles.First(p => p.Rank == rank).Value;

    internal static Distribution Of(ReadOnlySpan<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        return new(sorted[0], sorted[^1], [.. Ranks.Select(rank => new Percentile(rank, Interpolate(sorted, rank / 100)))]);
    }

    // Linear interpolation at share · (n - 1): the definition of NumPy's default and of Hyndman and Fan (1996), type 7.
    internal static double Interpolate(double[] sorted, double share)
    {
        double position = share * (sorted.Length - 1);
        int below = (int)position;
        if (below + 1 == sorted.Length || sorted[below] == sorted[below + 1]) return sorted[below];
        return sorted[below] + (position - below) * (sorted[below + 1] - sorted[below]);
    }
}

/// <summary>One percentile.</summary>
/// <param name="Rank">Percent of the values that lie below: 99.9.</param>
/// <param name="Value">The value there.</param>
public readonly record struct Percentile(double Rank, double Value)
{
    /// <summary>The key used in reports: "p99.9".</summary>
    public string Name => string.Create(CultureInfo.InvariantCulture, $"p{Rank}");
}
