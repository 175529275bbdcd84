using MLNetHemorrhage.Stacking;

namespace MLNetHemorrhage.Thresholds;

/// <summary>
/// Finds the record that holds. First comes the closest model (hash, then name, then "*"), then the method itself before its family, then
/// an agreeing protocol, then the later of two.
/// </summary>
public static class ThresholdLookup
{
    /// <summary>How far a step can go.</summary>
    /// <param name="table">The table.</param>
    /// <param name="step">The step.</param>
    /// <param name="coordinate">The parameter that says how strong it is.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>The record, with the tolerance of the context if that has one; null where there is none.</returns>
    public static ThresholdRecord? FindThreshold(this ThresholdTable table, StepName step, string coordinate, ThresholdContext context)
    {
        var record = Best(table.Thresholds.Where(t => t.Coordinate == coordinate && t.Step.Covers(step)), context, t => IsExact(t.Step));
        return record is not null && context.Tolerance is { } tolerance && table.FindCurve(step, coordinate, context) is { } curve
            ? record with { Tolerance = tolerance, STol = curve.StrengthAt(tolerance), STolLow = null, STolHigh = null }
            : record;
    }

    /// <summary>What a step costs.</summary>
    /// <param name="table">The table.</param>
    /// <param name="step">The step.</param>
    /// <param name="coordinate">The parameter that says how strong it is.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>The record; null where there is none.</returns>
    public static CurveRecord? FindCurve(this ThresholdTable table, StepName step, string coordinate, ThresholdContext context) =>
        Best(table.Curves.Where(c => c.Coordinate == coordinate && c.Step.Covers(step)), context, c => IsExact(c.Step));

    /// <summary>What two steps cost beyond their sum.</summary>
    /// <param name="table">The table.</param>
    /// <param name="first">The step that is done first.</param>
    /// <param name="second">The step that is done after it.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>The record; null where there is none.</returns>
    public static InteractionRecord? FindInteraction(this ThresholdTable table, StepName first, StepName second, ThresholdContext context) =>
        Best(table.Interactions.Where(i => i.First.Covers(first) && i.Second.Covers(second)), context, i => IsExact(i.First) + IsExact(i.Second));

    /// <summary>What a parameter was calibrated for.</summary>
    /// <param name="table">The table.</param>
    /// <param name="step">The step.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="context">The model and the protocol.</param>
    /// <returns>The record; null where there is none.</returns>
    public static RangeRecord? FindRange(this ThresholdTable table, StepName step, string parameter, ThresholdContext context) =>
        Best(table.Ranges.Where(r => r.Parameter == parameter && r.Step.Covers(step)), context, r => IsExact(r.Step));

    private static int IsExact(StepName step) => step.Method == StepName.AnyMethod ? 0 : 1;

    private static T? Best<T>(IEnumerable<T> records, ThresholdContext context, Func<T, int> exactness) where T : TableRecord =>
        records
            .Select((record, index) => (Record: record, Fit: ModelPattern.Fit(record, context), Index: index))
            .Where(r => r.Fit is not null)
            .OrderByDescending(r => r.Fit)
            .ThenByDescending(r => exactness(r.Record))
            .ThenByDescending(r => ProtocolText.Agree(r.Record.Protocol, context.Protocol))
            .ThenByDescending(r => r.Index)
            .Select(r => r.Record)
            .FirstOrDefault();
}
