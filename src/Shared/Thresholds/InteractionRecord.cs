namespace MLNetHemorrhage.Thresholds;

/// <summary>
/// What two steps cost together beyond the sum of what each costs alone: ln P(s, t) - ln P(s, 0) - ln P(0, t) + ln P(0, 0).
/// </summary>
/// <param name="First">The step that is done first.</param>
/// <param name="Second">The step that is done after it.</param>
/// <param name="Knots">A full grid of measured points in both strengths, in any order; without either step there is no interaction.</param>
public sealed record InteractionRecord(StepName First, StepName Second, IReadOnlyList<InteractionKnot> Knots) : TableRecord
{
    /// <summary>Standard error of an interpolated interaction, in ln perplexity; null where it is not known.</summary>
    public double? Error { get; init; }

    internal override string Kind => "interaction";

    internal override string Subject => $"{First} {Second}";

    /// <summary>Compares by value, knots included.</summary>
    /// <param name="other">Another record.</param>
    public bool Equals(InteractionRecord? other) =>
        base.Equals(other) && First == other.First && Second == other.Second && Error == other.Error && Knots.SequenceEqual(other.Knots);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();
}

/// <summary>A point of an interaction surface.</summary>
/// <param name="First">Strength of the first step, above 0 and at most 1.</param>
/// <param name="Second">Strength of the second step, above 0 and at most 1.</param>
/// <param name="Value">The interaction in ln perplexity; positive where the steps together cost more than the sum.</param>
public readonly record struct InteractionKnot(double First, double Second, double Value);
