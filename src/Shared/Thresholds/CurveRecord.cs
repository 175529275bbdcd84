namespace MLNetHemorrhage.Thresholds;

/// <summary>What a step costs at each strength.</summary>
/// <param name="Step">The step.</param>
/// <param name="Coordinate">The parameter that says how strong the step is, as in "sparsity".</param>
/// <param name="Knots">At least one measured point, strengths ascending; strength 0 costs nothing and is not among them.</param>
public sealed record CurveRecord(StepName Step, string Coordinate, IReadOnlyList<Knot> Knots) : TableRecord
{
    internal override string Kind => "curve";

    internal override string Subject => $"{Step} {Coordinate}";

    /// <summary>Compares by value, knots included.</summary>
    /// <param name="other">Another record.</param>
    public bool Equals(CurveRecord? other) =>
        base.Equals(other) && Step == other.Step && Coordinate == other.Coordinate && Knots.SequenceEqual(other.Knots);

    /// <inheritdoc/>
    public override int GetHashCode() => Key.GetHashCode();
}

/// <summary>A point of a degradation curve.</summary>
/// <param name="Strength">The strength, above 0 and at most 1.</param>
/// <param name="LnRatio">ln of the modified perplexity over the base model's.</param>
public readonly record struct Knot(double Strength, double LnRatio);
