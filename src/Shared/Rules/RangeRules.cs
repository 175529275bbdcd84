using System.Globalization;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>Parameters that are no strengths, such as those of decoding, against the range that was calibrated.</summary>
internal static class RangeRules
{
    public static void Check(StepFacts step, int index, ThresholdTable table, ThresholdContext context, List<Finding> findings)
    {
        foreach (var parameter in step.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal))
        {
            if (table.FindRange(step.Name, parameter.Key, context) is not { } range) continue;
            double nearest = Math.Max(range.From, Math.Min(range.To, parameter.Value));
            if (Math.Abs(nearest - parameter.Value) <= Strengths.Resolution) continue;
            findings.Add(RuleTable.OutsideCalibratedRange.Find(
                index, $"{step.Verb}({step.Method}, {parameter.Key}={Text(parameter.Value)})", parameter.Key, Text(range.From), Text(range.To),
                $"{RuleTexts.Models(range)}{RuleTexts.Origin(range)}", Text(nearest)) with { Remedy = new(index, parameter.Key, nearest) });
        }
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
