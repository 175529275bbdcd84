using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Stacking;

/// <summary>
/// What a recipe costs, from what its steps cost: the ln ratio is the sum over the steps of their curves' ln ratios, and over the pairs of
/// steps of their interactions. At 4 bits and more the interaction of pruning and quantization is small (table 10 of arXiv 2503.23924),
/// at 2 bits it is not.
/// </summary>
public static class StackingRule
{
    /// <summary>An interaction above this, in ln perplexity, is called super-additive: table 10 stays below it at 4 bits and more.</summary>
    public const double AdditivityLimit = 0.035;

    /// <summary>Predicts the ln ratio of a recipe.</summary>
    /// <param name="steps">The steps, first to last.</param>
    /// <param name="table">What is known.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>The prediction and its parts.</returns>
    public static StackingPrediction Predict(IReadOnlyList<StepFacts> steps, ThresholdTable table, ThresholdContext context)
    {
        var parts = steps.Select(step => PredictStep(step, table, context)).ToList();
        var pairs = new List<PairPrediction>();
        for (int j = 1; j < steps.Count; j++)
            for (int i = 0; i < j; i++)
                pairs.Add(PredictPair(steps, i, j, table, context));
        return new(parts, pairs);
    }

    private static StepPrediction PredictStep(StepFacts step, ThresholdTable table, ThresholdContext context)
    {
        if (step.Strength is not { } strength || table.FindCurve(step.Name, step.Coordinate!, context) is not { } curve) return new(step, null, double.NaN, false);
        return new(step, curve, curve.LnRatioAt(strength), !curve.Covers(strength));
    }

    private static PairPrediction PredictPair(IReadOnlyList<StepFacts> steps, int i, int j, ThresholdTable table, ThresholdContext context)
    {
        if (steps[i].Strength is not { } first || steps[j].Strength is not { } second || table.FindInteraction(steps[i].Name, steps[j].Name, context) is not { } record)
            return new(i, j, null, 0, double.NaN);
        return new(i, j, record, new InteractionSurface(record.Knots).At(first, second), record.Error ?? double.NaN);
    }
}

/// <summary>The predicted cost of a recipe.</summary>
/// <param name="Steps">What each step costs alone.</param>
/// <param name="Pairs">What each pair of steps costs beyond its sum.</param>
public sealed record StackingPrediction(IReadOnlyList<StepPrediction> Steps, IReadOnlyList<PairPrediction> Pairs)
{
    /// <summary>ln of the modified perplexity over the base model's; NaN where a step has no curve.</summary>
    public double LnRatio => Steps.Sum(s => s.LnRatio) + Pairs.Sum(p => p.Interaction);

    /// <summary>Standard error from the interactions alone; NaN where one of them is not known. The curves have none.</summary>
    public double StandardError => Math.Sqrt(Pairs.Sum(p => p.Error * p.Error));

    /// <summary>Whether every step has a curve that reaches its strength.</summary>
    public bool IsKnown => Steps.All(s => s.Curve is not null && !s.IsExtrapolated);

    /// <summary>Whether some pair costs more than its sum by more than <see cref="StackingRule.AdditivityLimit"/>.</summary>
    public bool IsSuperAdditive => Pairs.Any(p => p.Interaction > StackingRule.AdditivityLimit);
}

/// <summary>What a step costs alone.</summary>
/// <param name="Step">The step.</param>
/// <param name="Curve">The record that says so; null where there is none.</param>
/// <param name="LnRatio">ln ratio; NaN where there is no curve.</param>
/// <param name="IsExtrapolated">Whether the strength is beyond the last one that was measured.</param>
public sealed record StepPrediction(StepFacts Step, CurveRecord? Curve, double LnRatio, bool IsExtrapolated);

/// <summary>What two steps cost beyond their sum.</summary>
/// <param name="First">Index of the step that is done first.</param>
/// <param name="Second">Index of the other.</param>
/// <param name="Record">The record that says so; null where there is none and the steps are taken to add up.</param>
/// <param name="Interaction">The interaction in ln perplexity; 0 where there is no record.</param>
/// <param name="Error">Its standard error; NaN where it is not known.</param>
public sealed record PairPrediction(int First, int Second, InteractionRecord? Record, double Interaction, double Error);
