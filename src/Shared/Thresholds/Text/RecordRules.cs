using System.Globalization;

namespace MLNetHemorrhage.Thresholds.Text;

/// <summary>What is wrong with a record, and which key is to blame.</summary>
internal sealed record RecordViolation(string Key, string Message)
{
    public override string ToString() => $"{Key}: {Message}";
}

/// <summary>What the numbers and words of a record must be; the same for a file's lines and for records made in code.</summary>
internal static class RecordRules
{
    private const int Sha256Digits = 64;

    /// <summary>The first violation, or null.</summary>
    public static RecordViolation? Violation(TableRecord record) => OfTexts(record) ?? record switch
    {
        ThresholdRecord threshold => OfStep("step", "method", threshold.Step) ?? OfCoordinate(threshold.Coordinate) ?? OfThreshold(threshold),
        CurveRecord curve => OfStep("step", "method", curve.Step) ?? OfCoordinate(curve.Coordinate) ?? OfKnots(curve.Knots),
        InteractionRecord interaction => OfStep("first", "first", interaction.First) ?? OfStep("second", "second", interaction.Second)
            ?? OfGrid(interaction.Knots) ?? (interaction.Error < 0 ? new("error", $"expected 0 or more, found {Show(interaction.Error)}") : null),
        RangeRecord range => OfStep("step", "method", range.Step) ?? OfRange(range),
        _ => null,
    };

    private static RecordViolation? OfTexts(TableRecord record)
    {
        foreach (var (key, text) in new[] { ("model", record.Model), ("measuredOn", record.MeasuredOn), ("protocol", record.Protocol), ("source", record.Source) })
        {
            if (text is null) continue;
            if (text.Trim().Length == 0) return new(key, "expected a text, found none");
            if (text.Any(char.IsControl)) return new(key, "expected a text without control characters, found one");
        }
        if (record.Protocol is { } protocol && !ProtocolText.IsWellFormed(protocol))
            return new("protocol", $"expected a form such as wikitext:2048 or documents:100,context=256, found \"{ThresholdText.Shorten(protocol)}\"");
        return record.Sha256 is { } hash && (hash.Length != Sha256Digits || !hash.All(c => c is >= '0' and <= '9' or >= 'a' and <= 'f' or >= 'A' and <= 'F'))
            ? new("sha256", $"expected {Sha256Digits} hexadecimal digits, found \"{ThresholdText.Shorten(hash)}\"") : null;
    }

    private static RecordViolation? OfStep(string verbKey, string methodKey, StepName step) =>
        !StepName.Verbs.Contains(step.Verb) ? new(verbKey, $"expected one of {string.Join(", ", StepName.Verbs)}; found \"{ThresholdText.Shorten(step.Verb)}\"")
        : string.IsNullOrEmpty(step.Method) || step.Method.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is ':' or '"')
            ? new(methodKey, $"expected the name of a method or *, found \"{ThresholdText.Shorten(step.Method ?? "")}\"")
        : null;

    private static RecordViolation? OfCoordinate(string coordinate) => Strengths.IsKnown(coordinate)
        ? null : new("coordinate", $"expected one of {string.Join(", ", Strengths.Coordinates)}; found \"{ThresholdText.Shorten(coordinate)}\"");

    private static RecordViolation? OfThreshold(ThresholdRecord t)
    {
        if (t.Low is null != t.High is null) return new(t.Low is null ? "high" : "low", "expected low and high together, found one of them");
        if (t.Tolerance is null != t.STol is null) return new(t.STol is null ? "tolerance" : "sTol", "expected tolerance and sTol together, found one of them");
        if (t.STolLow is null != t.STolHigh is null) return new(t.STolLow is null ? "sTolHigh" : "sTolLow", "expected sTolLow and sTolHigh together, found one of them");
        if (t.STolLow is not null && t.STol is null) return new("sTolLow", "expected sTol with it, found none");
        if (!t.HasTransition && t.STol is null) return new("s0", "expected s0, low and high, or tolerance and sTol; found none of them");
        return t.Tolerance <= 0 ? new("tolerance", $"expected more than 0, found {Show(t.Tolerance)}")
            : OfOrder(("low", t.Low), ("s0", t.S0), ("high", t.High)) ?? OfOrder(("sTolLow", t.STolLow), ("sTol", t.STol), ("sTolHigh", t.STolHigh));
    }

    // 0 <= first <= second <= third <= 1, whichever there are.
    private static RecordViolation? OfOrder(params (string Key, double? Value)[] strengths)
    {
        double least = 0;
        string bound = "0";
        foreach (var (key, value) in strengths)
        {
            if (value is not { } strength) continue;
            if (!(strength >= least && strength <= 1)) return new(key, $"expected a strength of at least {bound} and at most 1, found {Show(strength)}");
            (least, bound) = (strength, $"{key}={Show(strength)}");
        }
        return null;
    }

    private static RecordViolation? OfKnots(IReadOnlyList<Knot> knots)
    {
        double before = 0;
        foreach (var knot in knots)
        {
            if (!(knot.Strength > before && knot.Strength <= 1))
                return new("knots", $"expected ascending strengths above 0 and at most 1, found {Show(knot.Strength)} after {Show(before)}");
            if (!IsFinite(knot.LnRatio)) return new("knots", $"expected a finite ln ratio, found {Show(knot.LnRatio)}");
            before = knot.Strength;
        }
        return knots.Count == 0 ? new("knots", "expected at least one, found none") : null;
    }

    private static RecordViolation? OfGrid(IReadOnlyList<InteractionKnot> knots)
    {
        foreach (var knot in knots)
        {
            if (!(knot.First is > 0 and <= 1 && knot.Second is > 0 and <= 1))
                return new("knots", $"expected strengths above 0 and at most 1, found {Show(knot.First)}/{Show(knot.Second)}");
            if (!IsFinite(knot.Value)) return new("knots", $"expected a finite interaction, found {Show(knot.Value)}");
        }
        int rows = knots.Select(k => k.First).Distinct().Count(), columns = knots.Select(k => k.Second).Distinct().Count();
        int different = knots.Select(k => (k.First, k.Second)).Distinct().Count();
        return knots.Count == 0 ? new("knots", "expected at least one, found none")
            : knots.Count == different && knots.Count == rows * columns ? null
            : new("knots", $"expected one for each of {rows} × {columns} pairs of strengths, found {knots.Count} of {different} pairs");
    }

    private static RecordViolation? OfRange(RangeRecord range) =>
        range.Parameter.Length == 0 || !range.Parameter.All(char.IsLetterOrDigit) ? new("parameter", $"expected the name of a parameter, found \"{ThresholdText.Shorten(range.Parameter)}\"")
        : !IsFinite(range.From) ? new("from", $"expected a number, found {Show(range.From)}")
        : !IsFinite(range.To) || range.To < range.From ? new("to", $"expected a number of at least from={Show(range.From)}, found {Show(range.To)}")
        : null;

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    private static string Show(double? value) => value?.ToString("R", CultureInfo.InvariantCulture) ?? "none";
}
