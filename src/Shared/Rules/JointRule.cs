using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>
/// Several steps of which none is past its own threshold, but which together are predicted to cost more than the most that one of them
/// costs at the safe end of its threshold (at the far end, where a step is beyond the safe end already).
/// </summary>
internal static class JointRule
{
    private static readonly Rule[] Settled =
        [RuleTable.PastThreshold, RuleTable.BelowThreeBits, RuleTable.PrunedAtTwoBits, RuleTable.PercentForFraction, RuleTable.KeptForRemoved, RuleTable.PrunedTwice, RuleTable.Requantized];

    public static void Check(IReadOnlyList<StepFacts> steps, ThresholdTable table, ThresholdContext context, List<Finding> findings)
    {
        if (steps.Count(s => s.Strength > 0) < 2 || findings.Exists(f => Settled.Contains(f.Rule))) return;
        double predicted = StackingRule.Predict(steps, table, context).LnRatio;
        if (double.IsNaN(predicted) || Limit(steps, table, context) is not { } limit || predicted <= limit.LnRatio) return;
        var remedy = JointRemedy.Find(steps, table, context, limit.LnRatio);
        findings.Add(RuleTable.JointPastThreshold.Find(
            steps.Count - 1,
            RuleTexts.Number(predicted, 3),
            $"the {RuleTexts.Number(limit.LnRatio, 3)} of {limit.Step.Name.Title} at its own threshold, {RuleTexts.Known(limit.Record)}",
            remedy is null ? "fewer steps" : $"{RuleTexts.Safe(steps[remedy.StepIndex], Strengths.Of(remedy.Parameter, remedy.Value))} in {steps[remedy.StepIndex].Name.Title}") with { Remedy = remedy });
    }

    private static (double LnRatio, StepFacts Step, ThresholdRecord Record)? Limit(IReadOnlyList<StepFacts> steps, ThresholdTable table, ThresholdContext context)
    {
        var active = steps.Where(s => s.Strength > 0).Select(s => (Step: s, Record: table.FindThreshold(s.Name, s.Coordinate!, context), Curve: table.FindCurve(s.Name, s.Coordinate!, context))).ToList();
        if (active.Exists(a => a.Record is null || a.Curve is null)) return null;
        bool anyBeyond = active.Exists(a => StepRules.IsBeyondSafeEnd(a.Step.Strength!.Value, a.Record!));
        return active
            .Select(a => (LnRatio: a.Curve!.LnRatioAt(anyBeyond ? a.Record!.FarEnd : a.Record!.SafeEnd), a.Step, Record: a.Record!))
            .OrderByDescending(l => l.LnRatio)
            .First();
    }
}
