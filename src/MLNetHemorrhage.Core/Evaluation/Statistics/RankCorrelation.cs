namespace MLNetHemorrhage.Evaluation.Statistics;

/// <summary>How far two series put the same things in the same order.</summary>
internal static class RankCorrelation
{
    /// <summary>Spearman's coefficient: Pearson's of the ranks, tied values sharing the mean of theirs; NaN where a series does not vary.</summary>
    public static double Spearman(ReadOnlySpan<float> x, ReadOnlySpan<float> y) => Correlation.Pearson(Ranks(x), Ranks(y));

    /// <summary>The rank of every value, 1 for the lowest; tied values share the mean of theirs.</summary>
    public static double[] Ranks(ReadOnlySpan<float> values)
    {
        var sorted = values.ToArray();
        int[] order = [.. Enumerable.Range(0, sorted.Length)];
        Array.Sort(sorted, order);
        var ranks = new double[sorted.Length];
        for (int first = 0, end; first < sorted.Length; first = end)
        {
            for (end = first + 1; end < sorted.Length && sorted[end] == sorted[first];) end++;
            foreach (int index in order.AsSpan(first..end)) ranks[index] = (first + 1 + end) / 2.0;
        }
        return ranks;
    }
}
