using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a sweep measures. Everything here decides the result; how it is carried out is in <see cref="SweepOptions"/>.</summary>
/// <param name="Model">The base model.</param>
/// <param name="Template">The recipe with open strengths.</param>
/// <param name="Grids">The values of each open strength, in order.</param>
/// <param name="Text">The windows to score.</param>
/// <param name="Calibration">What calibrated methods learn from; null where none is.</param>
public sealed record SweepPlan(LanguageModel Model, RecipeTemplate Template, IReadOnlyList<Grid> Grids, ScoredText Text, CalibrationSet? Calibration = null)
{
    /// <summary>How much worse than the base a model may be and still count as whole: ln of the ratio of the perplexities.</summary>
    /// <value>The default is ln 1.05: five percent.</value>
    public double ToleranceLn { get; init; } = Math.Log(1.05);

    /// <summary>Whether points are added to the grid where they tell most; for one open strength that is continuous.</summary>
    /// <value>The default is null: the grid alone.</value>
    public AdaptiveSweep? Adaptive { get; init; }
}
