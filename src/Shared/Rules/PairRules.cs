using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>Removed weights together with very few bits.</summary>
internal static class PairRules
{
    private const double FewBits = 2;
    private const double EnoughBits = 4;

    /// <summary>One finding for each step of 2 bits or fewer, unless the model's own records say that the two add up.</summary>
    public static void Check(IReadOnlyList<StepFacts> steps, ThresholdTable table, ThresholdContext context, List<Finding> findings)
    {
        for (int q = 0; q < steps.Count; q++)
        {
            if (!(steps[q].Verb == "quantize" && steps[q].Coordinate == "bits" && steps[q].Value <= FewBits)) continue;
            int p = 0;
            while (p < steps.Count && !(steps[p].Verb is "prune" or "pruneStructured" && steps[p].Strength > 0)) p++;
            if (p == steps.Count) continue;
            var pair = StackingRule.Predict([steps[Math.Min(p, q)], steps[Math.Max(p, q)]], table, context).Pairs[0];
            if (pair.Record is { } own && ModelPattern.IsOwn(own, context) && pair.Interaction <= StackingRule.AdditivityLimit) continue;
            findings.Add(RuleTable.PrunedAtTwoBits.Find(q, steps[q], steps[p], Known(pair)) with { OtherStep = p, Remedy = new(q, "bits", EnoughBits) });
        }
    }

    private static string Known(PairPrediction pair) => pair.Record is { } record
        ? $", by {RuleTexts.Number(pair.Interaction, 3)} in ln perplexity for {RuleTexts.Models(record)}{RuleTexts.Origin(record)}"
        : "";
}
