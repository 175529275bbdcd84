using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation.Prediction;

/// <summary>How often two models are right on the same questions, 0 to 1.</summary>
public sealed class PairedAccuracy
{
    /// <summary>Counts right answers.</summary>
    /// <param name="baseRight">Whether the base model is right, one for every question.</param>
    /// <param name="modifiedRight">The same of the modified model.</param>
    /// <param name="clusters">Number of questions in each cluster, in the same order: the units of the standard errors.</param>
    internal PairedAccuracy(ReadOnlySpan<bool> baseRight, ReadOnlySpan<bool> modifiedRight, ReadOnlySpan<int> clusters)
    {
        double[] before = new double[clusters.Length], after = new double[clusters.Length], change = new double[clusters.Length], sizes = new double[clusters.Length];
        int onlyBase = 0, onlyModified = 0, question = 0;
        for (int c = 0; c < clusters.Length; c++)
        {
            sizes[c] = clusters[c];
            for (int end = question + clusters[c]; question < end; question++)
            {
                if (baseRight[question]) before[c]++;
                if (modifiedRight[question]) after[c]++;
                if (baseRight[question] && !modifiedRight[question]) onlyBase++;
                if (modifiedRight[question] && !baseRight[question]) onlyModified++;
            }
            change[c] = after[c] - before[c];
        }
        Base = ClusteredRatio.Of(before, sizes);
        Modified = ClusteredRatio.Of(after, sizes);
        Difference = ClusteredRatio.Of(change, sizes);
        McNemar = new(onlyBase, onlyModified);
    }

    /// <summary>Share of questions that the base model gets right.</summary>
    public Estimate Base { get; }

    /// <summary>Share of questions that the modified model gets right.</summary>
    public Estimate Modified { get; }

    /// <summary>Modified minus base; its error is that of the paired difference.</summary>
    public Estimate Difference { get; }

    /// <summary>
    /// McNemar's test of the difference. It takes every question as independent: on tokens of running text it finds differences too
    /// easily, and <see cref="Difference"/> with its error over windows is the one to trust; on separate questions both agree.
    /// </summary>
    public McNemarTest McNemar { get; }
}
