using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>How the scores that two models give one row differ.</summary>
/// <param name="KlDivergence">Σ p ln(p / q), p of the baseline and q of the modified model, nats; +Infinity where q is 0 and p is not, NaN for raw scores.</param>
/// <param name="JensenShannon">Jensen-Shannon divergence, nats, 0 to ln 2; NaN for raw scores.</param>
/// <param name="SameTop">Whether the highest score is at the same index; ties go to the lowest index.</param>
/// <param name="RankCorrelation">Spearman's coefficient, -1 to 1, ties with average ranks; NaN where all scores of a row are equal.</param>
/// <param name="MaximumDifference">The largest |modified - baseline| of the scores as given.</param>
public readonly record struct ScoreDifference(double KlDivergence, double JensenShannon, bool SameTop, double RankCorrelation, double MaximumDifference)
{
    /// <summary>Compares two rows of scores.</summary>
    /// <param name="baseline">Scores of the baseline, one for each class.</param>
    /// <param name="modified">Scores of the modified model for the same classes.</param>
    /// <param name="kind">What the scores are. Probabilities are divided by their sum, which must be 1 within 0.001.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="HemorrhageException">The lengths differ or are 0, a score is NaN, or the scores are not of that kind.</exception>
    public static ScoreDifference Of(ReadOnlySpan<float> baseline, ReadOnlySpan<float> modified, ScoreKind kind)
    {
        if (!Enum.IsDefined(kind)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected probability, logit or raw.");
        if (baseline.IsEmpty) throw new HemorrhageException("baseline scores: expected at least one, found none.");
        if (modified.Length != baseline.Length)
            throw new HemorrhageException($"modified scores: expected the baseline's {baseline.Length}, found {modified.Length}.");
        var p = ScoreDistribution.Of(baseline, kind, "baseline");
        var q = ScoreDistribution.Of(modified, kind, "modified");
        return new(
            // From the logits themselves: a probability too small for a number still has its logarithm.
            kind == ScoreKind.Logit ? RowDivergence.Of(baseline, modified, 0).KlDivergence : p is null ? double.NaN : ScoreDivergence.KullbackLeibler(p, q),
            p is null ? double.NaN : ScoreDivergence.JensenShannon(p, q),
            Top(baseline) == Top(modified),
            Statistics.RankCorrelation.Spearman(baseline, modified),
            Largest(baseline, modified));
    }

    private static int Top(ReadOnlySpan<float> scores)
    {
        int top = 0;
        for (int i = 1; i < scores.Length; i++)
        {
            if (scores[i] > scores[top]) top = i;
        }
        return top;
    }

    private static double Largest(ReadOnlySpan<float> baseline, ReadOnlySpan<float> modified)
    {
        double largest = 0;
        for (int i = 0; i < baseline.Length; i++)
        {
            // Equal infinities differ by nothing.
            if (baseline[i] != modified[i]) largest = Math.Max(largest, Math.Abs((double)modified[i] - baseline[i]));
        }
        return largest;
    }
}
