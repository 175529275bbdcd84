using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Robustness;

/// <summary>Differences of mean negative log-likelihoods on one text, with errors that are paired window by window.</summary>
internal static class PairedRatio
{
    /// <summary>ln of one perplexity over another.</summary>
    public static Estimate Of(double[] nll, double[] reference, int[] tokens) =>
        Mean(tokens, w => nll[w] - reference[w]);

    /// <summary>What two steps lose together beyond what each loses alone.</summary>
    public static Estimate Interaction(double[] both, double[] first, double[] second, double[] neither, int[] tokens) =>
        Mean(tokens, w => both[w] - first[w] - second[w] + neither[w]);

    /// <summary>ln of the perplexity.</summary>
    public static double LnPerplexity(double[] nll, int[] tokens) => nll.Sum() / tokens.Sum();

    private static Estimate Mean(int[] tokens, Func<int, double> window) =>
        ClusteredRatio.Of([.. Enumerable.Range(0, tokens.Length).Select(window)], [.. tokens.Select(t => (double)t)]);
}
