using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Evaluation;

/// <summary>How an evaluation of a modified model runs, and what it gives besides the metrics that one pass over the text has.</summary>
public sealed record StabilityEvaluationOptions : EvaluationOptions
{
    /// <summary>
    /// Whether every block and head is measured too: <see cref="StabilityMetrics.Cascade"/> and <see cref="StabilityMetrics.Attention"/>. That runs both models
    /// once more.
    /// </summary>
    /// <value>The default value is false.</value>
    public bool Layers { get; init; }

    /// <summary>
    /// Thresholds that <see cref="StabilityMetrics.Severity"/> goes by: a model that has been through a step past its phase transition is graded so. Only records for
    /// this very baseline count, not those for models in general.
    /// </summary>
    /// <value>The default value is <see cref="ThresholdTable.Default"/>, which has records for models in general alone.</value>
    public ThresholdTable Thresholds { get; init; } = ThresholdTable.Default;

    /// <summary>Where the lines between severities are.</summary>
    /// <value>The default value is <see cref="SeverityRule.Default"/>.</value>
    public SeverityRule SeverityRule { get; init; } = SeverityRule.Default;
}
