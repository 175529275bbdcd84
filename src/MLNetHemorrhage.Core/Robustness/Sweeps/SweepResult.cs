using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a sweep measured and what follows from it.</summary>
public sealed class SweepResult
{
    /// <summary>A short name for exactly this measurement, for what is derived from it.</summary>
    public required string Id { get; init; }

    /// <summary>The recipe with open strengths.</summary>
    public required RecipeTemplate Template { get; init; }

    /// <summary>Name of the base model.</summary>
    public required string Model { get; init; }

    /// <summary>SHA-256 over the base model's architecture, weights and tokenizer.</summary>
    public required string ModelHash { get; init; }

    /// <summary>What was scored, with every choice that depended on the model made explicit.</summary>
    public required Protocol Protocol { get; init; }

    /// <summary>SHA-256 of the scored windows.</summary>
    public required string TextFingerprint { get; init; }

    /// <summary>SHA-256 of the calibration windows; null where nothing was calibrated.</summary>
    public required string? CalibrationFingerprint { get; init; }

    /// <summary>The base model.</summary>
    public required SweepBase Base { get; init; }

    /// <summary>All measured points by growing strength, of the first step and then of the second; where there are two, also those of each alone.</summary>
    public required IReadOnlyList<SweepPoint> Points { get; init; }

    /// <summary>How much worse than the base a model may be and still count as whole: ln of the ratio of the perplexities.</summary>
    public required double ToleranceLn { get; init; }

    /// <summary>Perplexity over the open strength; null where two are open.</summary>
    public required DegradationCurve? Curve { get; init; }

    /// <summary>Where the curve turns; null where two strengths are open.</summary>
    public required PhaseTransition? Transition { get; init; }

    /// <summary>The largest strength within the tolerance; null where two strengths are open.</summary>
    public required ToleranceThreshold? Tolerance { get; init; }

    /// <summary>The loss over both strengths; null where one is open.</summary>
    public required SweepSurface? Surface { get; init; }
}
