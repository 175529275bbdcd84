namespace MLNetHemorrhage.Modifications.Pruning.Allocation;

/// <summary>Finds shares with a given mean in a family of shares that grow with one parameter.</summary>
internal static class ShareSolver
{
    // Halvings after which neighbouring doubles are reached from any interval that is used.
    private const int Steps = 200;

    /// <summary>The largest share that an allocation gives, where all together lose <paramref name="mean"/>: some weights stay everywhere.</summary>
    public static double Limit(double mean) => Math.Max(0.95, (1 + mean) / 2);

    /// <summary>
    /// The shares, between 0 and <see cref="Limit"/>, whose mean, every share weighted by its number of weights, is <paramref name="mean"/>.
    /// Below <paramref name="low"/> the mean must be too small, above <paramref name="high"/> too large.
    /// </summary>
    public static double[] Solve(IReadOnlyList<long> counts, double mean, double low, double high, Func<double, int, double> share)
    {
        double total = counts.Sum(), limit = Limit(mean);
        double[] shares = At(low);
        for (int i = 0; i < Steps && low < high; i++)
        {
            double middle = low + (high - low) / 2;
            shares = At(middle);
            if (Mean(shares) < mean) low = middle;
            else high = middle;
        }
        return shares;

        double[] At(double parameter) => [.. counts.Select((_, i) => Math.Clamp(share(parameter, i), 0, limit))];

        double Mean(double[] of) => of.Select((s, i) => s * (counts[i] / total)).Sum();
    }
}
