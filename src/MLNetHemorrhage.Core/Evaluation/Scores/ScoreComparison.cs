using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>How the scores of two models differ over many rows. Standard errors take each row as one observation.</summary>
public sealed class ScoreComparison
{
    /// <summary>Averages over rows.</summary>
    /// <param name="rows">The rows; sums are made in their order.</param>
    /// <exception cref="HemorrhageException">There is no row.</exception>
    public ScoreComparison(IReadOnlyList<ScoreDifference> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (rows.Count == 0) throw new HemorrhageException("scores: expected at least one row, found none.");
        Rows = rows.Count;
        KlDivergence = Mean(rows.Select(r => r.KlDivergence));
        MaximumKlDivergence = rows.Max(r => r.KlDivergence);
        JensenShannon = Mean(rows.Select(r => r.JensenShannon));
        SameTop = Mean(rows.Select(r => r.SameTop ? 1.0 : 0));
        double[] correlations = [.. rows.Select(r => r.RankCorrelation).Where(c => !double.IsNaN(c))];
        RankedRows = correlations.Length;
        RankCorrelation = Mean(correlations);
        Difference = Mean(rows.Select(r => r.MaximumDifference));
        MaximumDifference = rows.Max(r => r.MaximumDifference);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Kullback-Leibler divergence of the modified model's distribution from the baseline's, nats, mean over rows; NaN for raw scores.</summary>
    public Estimate KlDivergence { get; }

    /// <summary>The largest Kullback-Leibler divergence of a row, nats; NaN for raw scores.</summary>
    public double MaximumKlDivergence { get; }

    /// <summary>Jensen-Shannon divergence, nats, mean over rows; NaN for raw scores.</summary>
    public Estimate JensenShannon { get; }

    /// <summary>Share of rows with the highest score at the same index, 0 to 1.</summary>
    public Estimate SameTop { get; }

    /// <summary>Spearman's rank correlation, mean over the rows that have one; NaN where none has.</summary>
    public Estimate RankCorrelation { get; }

    /// <summary>Number of rows that have a rank correlation: neither model gives all classes the same score.</summary>
    public int RankedRows { get; }

    /// <summary>The largest absolute difference of a score within a row, mean over rows.</summary>
    public Estimate Difference { get; }

    /// <summary>The largest absolute difference of a score.</summary>
    public double MaximumDifference { get; }

    private static Estimate Mean(IEnumerable<double> values)
    {
        double[] numerators = [.. values], sizes = [.. numerators.Select(_ => 1.0)];
        return ClusteredRatio.Of(numerators, sizes);
    }
}
