using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>Steps that come in an order in which the later one spoils the earlier one.</summary>
internal static class OrderRules
{
    private const string Smoothing = "smooth";

    private static readonly (string Earlier, string Later, Rule Rule)[] Conflicts =
    [
        ("quantize", "prune", RuleTable.QuantizedBeforePruning),
        ("quantize", "pruneStructured", RuleTable.QuantizedBeforePruning),
        ("prune", "prune", RuleTable.PrunedTwice),
        ("quantize", "quantize", RuleTable.Requantized),
        ("prune", "factorize", RuleTable.MaskDestroyed),
        ("quantize", "factorize", RuleTable.FactorizedAfterQuantization),
        ("quantize", Smoothing, RuleTable.SmoothedAfterQuantization),
    ];

    /// <summary>One finding for each later step and rule, against the nearest earlier step.</summary>
    public static void Check(IReadOnlyList<StepFacts> steps, List<Finding> findings)
    {
        for (int later = 1; later < steps.Count; later++)
        {
            foreach (var conflict in Conflicts.Where(c => c.Later == KindOf(steps[later]) && steps[later].Strength != 0))
            {
                int earlier = later - 1;
                while (earlier >= 0 && !(steps[earlier].Verb == conflict.Earlier && steps[earlier].Strength != 0)) earlier--;
                if (earlier >= 0) findings.Add(conflict.Rule.Find(later, steps[later], steps[earlier]) with { OtherStep = earlier });
            }
        }
    }

    // A method that smooths before it quantizes is judged by the first of the two.
    private static string KindOf(StepFacts step) => step.Method == "smoothquant" ? Smoothing : step.Verb;
}
