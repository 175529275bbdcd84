namespace MLNetHemorrhage.Modifications.Pruning.Allocation;

/// <summary>Makes shares of whole numbers of weights that together are exactly what a uniform share of all weights would be.</summary>
internal static class ExactShares
{
    /// <summary>
    /// The shares of layers with so many weights, changed by less than one weight each: layers lose the whole part of weights · share, and
    /// what is missing from round(all weights · mean), half to even, is lost by those with the largest rest, of equal ones by the first.
    /// </summary>
    public static double[] Of(IReadOnlyList<long> counts, IReadOnlyList<double> shares, double mean)
    {
        double[] wanted = [.. counts.Select((count, i) => count * shares[i])];
        long[] removed = [.. wanted.Select(w => (long)w)];
        long missing = (long)Math.Round(counts.Sum() * mean) - removed.Sum();
        foreach (int layer in Enumerable.Range(0, wanted.Length).OrderByDescending(i => wanted[i] - removed[i]).Take((int)missing)) removed[layer]++;
        return [.. removed.Select((r, i) => (double)r / counts[i])];
    }
}
