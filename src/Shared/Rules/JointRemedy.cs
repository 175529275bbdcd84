using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>Finds how far one step has to be weakened so that the steps together are inside the joint threshold.</summary>
internal static class JointRemedy
{
    private const double Interval = 0.01;

    /// <summary>The strongest value of the costliest step that suffices, else of the next; null where fewer steps are needed.</summary>
    public static Remedy? Find(IReadOnlyList<StepFacts> steps, ThresholdTable table, ThresholdContext context, double limit)
    {
        var byCost = StackingRule.Predict(steps, table, context).Steps
            .Select((s, index) => (s.LnRatio, Index: index))
            .OrderByDescending(s => s.LnRatio)
            .Select(s => s.Index);
        foreach (int index in byCost)
        {
            foreach (double value in Weaker(steps[index]))
            {
                var changed = steps.ToList();
                changed[index] = steps[index] with { Value = value };
                if (StackingRule.Predict(changed, table, context).LnRatio > limit) continue;
                return new(index, changed[index].Coordinate!, Strengths.SafeValue(changed[index].Coordinate!, changed[index].Strength!.Value));
            }
        }
        return null;
    }

    private static IEnumerable<double> Weaker(StepFacts step)
    {
        if (step.Strength is not { } strength || step.Coordinate is not { } coordinate) yield break;
        if (coordinate == "bits")
        {
            for (double bits = step.Value!.Value + 1; bits <= Strengths.FullBits / 2; bits++) yield return bits;
        }
        else
        {
            for (int i = (int)Math.Ceiling(strength / Interval - Strengths.Resolution) - 1; i > 0; i--) yield return Strengths.SafeValue(coordinate, i * Interval);
        }
    }
}
