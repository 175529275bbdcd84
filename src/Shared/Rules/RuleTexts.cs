using System.Globalization;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Rules;

/// <summary>The particulars of messages: numbers in the words of recipes, and where they come from.</summary>
internal static class RuleTexts
{
    /// <summary>A finding with its message filled in.</summary>
    public static Finding Find(this Rule rule, int? step, params object[] particulars) =>
        new(rule, step, string.Format(CultureInfo.InvariantCulture, rule.MessageFormat, particulars));

    /// <summary>What is known of a threshold: "known for LLaMA-2-7B is sparsity 0.573, interval 0.551 to 0.573 (figure 3, wikitext:4096)".</summary>
    public static string Known(ThresholdRecord record)
    {
        string c = record.Coordinate;
        string value = record switch
        {
            { S0: { } s0, Low: { } low, High: { } high } => $"{c} {Value(c, s0)}, interval {Value(c, low)} to {Value(c, high)}",
            { S0: { } s0 } => $"{c} {Value(c, s0)}",
            { Low: { } low, High: { } high } => $"{c} {Value(c, low)} to {Value(c, high)}",
            { STolLow: { } low, STolHigh: { } high } => $"{Tolerance(record)} at {c} {Value(c, record.STol!.Value)}, interval {Value(c, low)} to {Value(c, high)}",
            _ => $"{Tolerance(record)} at {c} {Value(c, record.STol!.Value)}",
        };
        return $"known for {Models(record)} is {value}{Origin(record)}";
    }

    /// <summary>The tolerance of a record, as in "5 % of perplexity".</summary>
    public static string Tolerance(ThresholdRecord record) => $"{Number(100 * (Math.Exp(record.Tolerance!.Value) - 1), 1)} % of perplexity";

    /// <summary>The models that a record speaks of.</summary>
    public static string Models(TableRecord record) => record.MeasuredOn ?? (record.Model == TableRecord.AnyModel ? "any model" : record.Model);

    /// <summary>Source and protocol, in brackets.</summary>
    public static string Origin(TableRecord record)
    {
        string[] parts = [.. new[] { record.Source, record.Protocol }.OfType<string>()];
        return parts.Length == 0 ? "" : $" ({string.Join("; ", parts)})";
    }

    /// <summary>A safe strength as a remedy: "sparsity 0.551 or less", "bits 4 or more".</summary>
    private static string Safe(string coordinate, double strength) =>
        $"{coordinate} {Number(Strengths.SafeValue(coordinate, strength), 3)} or {(Strengths.FallsWithDamage(coordinate) ? "more" : "less")}";

    /// <summary>The same for a step, whose pattern becomes another of as many weights where one is safe: "pattern 2:4 or one that keeps more".</summary>
    public static string Safe(StepFacts step, double strength) => step.PatternGroup is not { } group ? Safe(step.Coordinate!, strength)
        : Patterns.Within(group, Strengths.SafeValue(step.Coordinate!, strength)) is { } pattern ? $"pattern {pattern} or one that keeps more"
        : $"{Safe(step.Coordinate!, strength)}, which no pattern of {group} is";

    /// <summary>A number with few digits, without trailing zeros.</summary>
    public static string Number(double value, int digits) => Math.Round(value, digits).ToString("0.###", CultureInfo.InvariantCulture);

    private static string Value(string coordinate, double strength) => Number(Strengths.Value(coordinate, strength), 3);
}
