using Microsoft.ML;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage;

public sealed partial class HemorrhageCatalog
{
    /// <summary>Compares the scores that any two ML.NET models give the same rows, such as a classifier and its compressed form.</summary>
    /// <remarks>
    /// Rows are matched by key, in any order, in one pass over both. Held in memory: 110 to 220 bytes a row besides the text of its key, and the scores
    /// of those rows whose partner has not been read yet; where both come in the same order that is one row.
    /// </remarks>
    /// <param name="baseline">Scored rows of the baseline.</param>
    /// <param name="modified">The same rows scored by the other model.</param>
    /// <param name="scoreColumnName">
    /// Column of scores in both: a vector of <see cref="float"/> (dense or sparse, one score for each class), or a single one, which is the
    /// score s of the positive class of two. The other class then has 1 - s (probability) or 0 (logit, raw).
    /// </param>
    /// <param name="keyColumnName">
    /// Column in both that names a row: text, a whole number, or an ML.NET key, which must come from the same mapping in both.
    /// Null means ML.NET's row id, which rows keep through row filters and which two readings of the same source share.
    /// </param>
    /// <param name="kind">What the scores are; it decides which of the metrics exist.</param>
    /// <param name="cancellation">Stops the comparison between rows.</param>
    /// <returns>Divergences, agreement and differences, each mean with its standard error.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A column is missing or of another type.</exception>
    /// <exception cref="HemorrhageException">
    /// There is no row, a key is missing, comes twice or is in one of the two only, the numbers of rows or scores differ, a score is NaN,
    /// or scores are not of their kind: probabilities that are negative or do not sum to 1 within 0.001.
    /// </exception>
    /// <exception cref="OperationCanceledException">The comparison was cancelled.</exception>
    /// <example>
    /// <code>
    /// var metrics = mlContext.Hemorrhage().CompareScores(single.Transform(data), rounded.Transform(data), "Score", "Id", ScoreKind.Logit);
    /// Console.WriteLine($"{metrics.SameTop:P1} agree, KL divergence {metrics.KlDivergence:G3} nats");
    /// </code>
    /// </example>
    [EvaluatesModel]
    public ScoreComparisonMetrics CompareScores(
        IDataView baseline,
        [EvaluationData] IDataView modified,
        string scoreColumnName = "Score",
        string? keyColumnName = null,
        ScoreKind kind = ScoreKind.Probability,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(modified);
        if (!Enum.IsDefined(kind)) throw new ArgumentOutOfRangeException(nameof(kind), kind, "Expected probability, logit or raw.");
        using var channel = HemorrhageLog.Start(Environment, nameof(CompareScores));
        using var left = new ScoreReader(baseline, nameof(baseline), scoreColumnName, keyColumnName, kind);
        using var right = new ScoreReader(modified, nameof(modified), scoreColumnName, keyColumnName, kind);
        right.RequireSameKeys(left);
        var comparison = new ScoreMatcher(kind).Compare(left, right, cancellation);
        channel.Say($"Compared {comparison.Rows} rows; {100 * comparison.SameTop.Value:G4} % have the same top score.");
        return new(comparison, kind);
    }
}
