using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>Where a step is to the threshold that was fitted for this model.</summary>
/// <param name="Step">The step.</param>
/// <param name="Threshold">The record; always one of this model, never one for all models.</param>
public sealed record StepPosition(StepFacts Step, ThresholdRecord Threshold)
{
    /// <summary>What the position alone makes of the model: past the interval hemorrhaging, in it or beyond the tolerance stressed; null inside.</summary>
    public Severity? Severity =>
        Step.Strength is not { } strength ? null
        : StepRules.IsPast(strength, Threshold) ? Past
        : StepRules.IsBeyondSafeEnd(strength, Threshold) || strength > Threshold.STol + Strengths.Resolution ? Robustness.Severity.Stressed
        : null;

    // Without a transition the record knows a tolerance alone.
    private Severity Past => Threshold.HasTransition ? Robustness.Severity.Hemorrhaging : Robustness.Severity.Stressed;

    /// <summary>Finds the positions of a recipe's steps.</summary>
    /// <param name="recipe">The recipe.</param>
    /// <param name="table">What is known.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>One for each step that this model has a threshold for.</returns>
    public static IReadOnlyList<StepPosition> Of(Recipe recipe, ThresholdTable table, ThresholdContext context)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(context);
        return
        [
            .. recipe.Facts
                .Where(step => step.Coordinate is not null)
                .Select(step => (Step: step, Record: table.FindThreshold(step.Name, step.Coordinate!, context)))
                .Where(p => p.Record is not null && ModelPattern.IsOwn(p.Record, context))
                .Select(p => new StepPosition(p.Step, p.Record!)),
        ];
    }

    /// <summary>The position in words.</summary>
    /// <returns>One sentence.</returns>
    public override string ToString() => Severity switch
    {
        null => $"{Step} is inside its threshold",
        Robustness.Severity.Hemorrhaging => $"{Step} is past its phase transition, {RuleTexts.Known(Threshold)}",
        _ => $"{Step} is beyond the safe end of its threshold, {RuleTexts.Known(Threshold)}",
    };
}
