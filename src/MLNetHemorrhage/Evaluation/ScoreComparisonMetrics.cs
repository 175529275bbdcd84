namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// How the scores of two models differ. Means are over rows and weigh each row alike; a standard error takes each row as one observation
/// and is NaN for a single row.
/// </summary>
/// <remarks>
/// With the distributions p of the baseline and q of the modified model over the classes of a row (softmax of logits):
/// <list type="bullet">
/// <item><description>KL divergence: Σ p ln(p / q), in nats (Kullback and Leibler 1951).</description></item>
/// <item><description>Jensen-Shannon divergence: ½ Σ p ln(p / m) + ½ Σ q ln(q / m), m = (p + q) / 2, in nats (Lin 1991).</description></item>
/// <item><description>Rank correlation: Pearson's correlation of the ranks of the scores of a row, ties sharing the mean of their ranks (Spearman 1904).</description></item>
/// </list>
/// Raw scores have no distribution: their divergences are NaN.
/// </remarks>
public sealed class ScoreComparisonMetrics
{
    internal ScoreComparisonMetrics(ScoreComparison comparison, ScoreKind kind)
    {
        Kind = kind;
        Rows = comparison.Rows;
        (KlDivergence, KlDivergenceStandardError) = comparison.KlDivergence;
        MaximumKlDivergence = comparison.MaximumKlDivergence;
        (JensenShannonDivergence, JensenShannonDivergenceStandardError) = comparison.JensenShannon;
        (SameTop, SameTopStandardError) = comparison.SameTop;
        (RankCorrelation, RankCorrelationStandardError) = comparison.RankCorrelation;
        RankedRows = comparison.RankedRows;
        (Difference, DifferenceStandardError) = comparison.Difference;
        MaximumDifference = comparison.MaximumDifference;
    }

    /// <summary>What the scores were said to be.</summary>
    public ScoreKind Kind { get; }

    /// <summary>Number of rows compared.</summary>
    public int Rows { get; }

    /// <summary>Mean KL divergence of the modified model from the baseline, nats, 0 or more; +Infinity where the modified model rules out a class that the baseline does not.</summary>
    public double KlDivergence { get; }

    /// <summary>Its standard error; NaN where the mean is infinite.</summary>
    public double KlDivergenceStandardError { get; }

    /// <summary>The largest KL divergence of a row, nats.</summary>
    public double MaximumKlDivergence { get; }

    /// <summary>Mean Jensen-Shannon divergence, nats, 0 to ln 2; symmetric and never infinite.</summary>
    public double JensenShannonDivergence { get; }

    /// <summary>Its standard error.</summary>
    public double JensenShannonDivergenceStandardError { get; }

    /// <summary>Share of rows in which both models give the same class the highest score, 0 to 1; of equal scores the first counts.</summary>
    public double SameTop { get; }

    /// <summary>Its standard error.</summary>
    public double SameTopStandardError { get; }

    /// <summary>Mean rank correlation, -1 to 1, over <see cref="RankedRows"/>; NaN where there is none.</summary>
    public double RankCorrelation { get; }

    /// <summary>Its standard error.</summary>
    public double RankCorrelationStandardError { get; }

    /// <summary>Number of rows that have a rank correlation: in the others a model gives every class the same score.</summary>
    public int RankedRows { get; }

    /// <summary>Mean over rows of the largest absolute difference of a score, in the unit of the scores.</summary>
    public double Difference { get; }

    /// <summary>Its standard error.</summary>
    public double DifferenceStandardError { get; }

    /// <summary>The largest absolute difference of a score in any row.</summary>
    public double MaximumDifference { get; }
}
