using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>A step against its own threshold.</summary>
internal static class StepRules
{
    private const double FewestSafeBits = 3;
    private const double Half = 0.5;

    public static void Check(StepFacts step, int index, ThresholdTable table, ThresholdContext context, List<Finding> findings)
    {
        if (step.Coordinate is not { } coordinate || step.Value is not { } value) return;
        if (coordinate != "bits" && value > 1)
        {
            findings.Add(RuleTable.PercentForFraction.Find(index, step.Name.Title, coordinate, value, value <= 100 ? $"{coordinate}={RuleTexts.Number(value / 100, 3)}" : "a fraction")
                with { Remedy = value <= 100 ? new(index, coordinate, value / 100) : null });
            return;
        }
        if (step.Strength is not { } strength || strength <= 0) return;
        var record = table.FindThreshold(step.Name, coordinate, context);
        if (record is null)
        {
            findings.Add(RuleTable.NoRecord.Find(index, step.Name.Title, ""));
            return;
        }
        if (coordinate == "keep" && value is > 0 and < Half && IsPast(strength, record) && !IsBeyondSafeEnd(value, record))
        {
            string removed = RuleTexts.Number(1 - value, 3);
            findings.Add(RuleTable.KeptForRemoved.Find(index, step, coordinate, "kept", $"{value}, which removes {removed}", $"keep={removed} if {value} is to be removed")
                with { Remedy = new(index, coordinate, 1 - value) });
            return;
        }
        bool isOwn = ModelPattern.IsOwn(record, context);
        if (Judge(step, strength, record, isOwn) is { } rule && !(rule == RuleTable.BelowThreeBits && IsToldAlready(findings, index)))
            findings.Add(rule.Find(index, step, Particular(rule, record), RuleTexts.Safe(step, Limit(rule, record))) with { Remedy = new(index, coordinate, Strengths.SafeValue(coordinate, Limit(rule, record))) });
        // Who has measured this model would take the answer for one about it.
        if (!isOwn && table.Thresholds.Any(t => !t.IsSetting && ModelPattern.IsOwn(t, context)))
            findings.Add(RuleTable.NoRecord.Find(index, step.Name.Title, $" on this model, only for {RuleTexts.Models(record)}{RuleTexts.Origin(record)}"));
        if (!ProtocolText.Agree(record.Protocol, context.Protocol))
            findings.Add(RuleTable.ProtocolMismatch.Find(index, step.Name.Title, record.Protocol!, context.Protocol!, $"{RuleTexts.Models(record)}{(record.Source is null ? "" : $", {record.Source}")}"));
    }

    /// <summary>Whether a step is beyond its interval.</summary>
    public static bool IsPast(double strength, ThresholdRecord record) => strength > record.FarEnd + Strengths.Resolution;

    /// <summary>Whether a step is beyond the safe end of its interval.</summary>
    public static bool IsBeyondSafeEnd(double strength, ThresholdRecord record) => strength > record.SafeEnd + Strengths.Resolution;

    private static Rule? Judge(StepFacts step, double strength, ThresholdRecord record, bool isOwn) =>
        !isOwn && step.Coordinate == "bits" && step.Value < FewestSafeBits ? RuleTable.BelowThreeBits
        : IsPast(strength, record) ? RuleTable.PastThreshold
        : IsBeyondSafeEnd(strength, record) ? RuleTable.WithinUncertainty
        : strength > record.STol + Strengths.Resolution ? RuleTable.BeyondTolerance
        : null;

    private static string Particular(Rule rule, ThresholdRecord record) =>
        rule == RuleTable.BeyondTolerance ? $"{RuleTexts.Tolerance(record)} on {RuleTexts.Models(record)}{RuleTexts.Origin(record)}" : RuleTexts.Known(record);

    private static double Limit(Rule rule, ThresholdRecord record) => rule == RuleTable.BeyondTolerance ? record.STol!.Value : record.SafeEnd;

    private static bool IsToldAlready(List<Finding> findings, int index) => findings.Exists(f => f.Rule == RuleTable.PrunedAtTwoBits && f.StepIndex == index);
}
