namespace MLNetHemorrhage.Thresholds;

/// <summary>The values of a parameter that a model was calibrated for, as the temperatures under which its text stays close to the base model's.</summary>
/// <param name="Step">The step.</param>
/// <param name="Parameter">The parameter, as in "temperature".</param>
/// <param name="From">The least value.</param>
/// <param name="To">The greatest value.</param>
/// <remarks>Values as recipes have them, not strengths.</remarks>
public sealed record RangeRecord(StepName Step, string Parameter, double From, double To) : TableRecord
{
    internal override string Kind => "range";

    internal override string Subject => $"{Step} {Parameter}";
}
