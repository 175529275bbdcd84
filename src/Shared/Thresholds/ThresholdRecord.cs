namespace MLNetHemorrhage.Thresholds;

/// <summary>How far a step can go: the phase transition of its degradation curve, and the strength that stays inside a tolerance.</summary>
/// <param name="Step">The step.</param>
/// <param name="Coordinate">The parameter that says how strong the step is, as in "sparsity".</param>
/// <remarks>All values are strengths (<see cref="Strengths"/>): bits=3 is 0.8125.</remarks>
public sealed record ThresholdRecord(StepName Step, string Coordinate) : TableRecord
{
    /// <summary>The phase transition point: where the degradation turns from a power law into an exponential; null where none was found.</summary>
    public double? S0 { get; init; }

    /// <summary>Lower end of the interval of <see cref="S0"/>; the safe end. Null where no interval is known.</summary>
    public double? Low { get; init; }

    /// <summary>Upper end of the interval of <see cref="S0"/>; beyond it a step is past its threshold. Null where no interval is known.</summary>
    public double? High { get; init; }

    /// <summary>The tolerance of <see cref="STol"/>, in ln perplexity: ln 1.05 is 5 % more perplexity.</summary>
    public double? Tolerance { get; init; }

    /// <summary>The greatest strength whose ln ratio is within <see cref="Tolerance"/>.</summary>
    public double? STol { get; init; }

    /// <summary>Lower end of the interval of <see cref="STol"/>.</summary>
    public double? STolLow { get; init; }

    /// <summary>Upper end of the interval of <see cref="STol"/>.</summary>
    public double? STolHigh { get; init; }

    /// <summary>The greatest strength that is surely not past the threshold: <see cref="Low"/>, else <see cref="S0"/>; without a transition the tolerance's.</summary>
    public double SafeEnd => Low ?? S0 ?? STolLow ?? STol ?? throw new InvalidOperationException("A threshold has s0, an interval or sTol.");

    /// <summary>The strength beyond which a step is surely past the threshold: <see cref="High"/>, else <see cref="S0"/>; without a transition the tolerance's.</summary>
    public double FarEnd => High ?? S0 ?? STolHigh ?? STol ?? throw new InvalidOperationException("A threshold has s0, an interval or sTol.");

    /// <summary>Whether the record knows a transition; else it knows a tolerance alone.</summary>
    internal bool HasTransition => S0 is not null || Low is not null;

    internal override string Kind => "threshold";

    internal override string Subject => $"{Step} {Coordinate}";
}
