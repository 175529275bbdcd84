using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>Applies every rule to the steps of a recipe or a pipeline.</summary>
public static class RecipeRules
{
    /// <summary>Applies the rules.</summary>
    /// <param name="steps">The steps, first to last. A step whose strength is not known takes part in the rules of order alone.</param>
    /// <param name="table">What is known.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>What was found, by step and then by id.</returns>
    public static IReadOnlyList<Finding> Check(IReadOnlyList<StepFacts> steps, ThresholdTable table, ThresholdContext context)
    {
        var findings = new List<Finding>();
        OrderRules.Check(steps, findings);
        PairRules.Check(steps, table, context, findings);
        for (int i = 0; i < steps.Count; i++)
        {
            StepRules.Check(steps[i], i, table, context, findings);
            RangeRules.Check(steps[i], i, table, context, findings);
        }
        JointRule.Check(steps, table, context, findings);
        return [.. findings.OrderBy(f => f.StepIndex).ThenBy(f => f.Id, StringComparer.Ordinal)];
    }
}
