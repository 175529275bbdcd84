using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Robustness;

/// <summary>What a sweep measured and what follows from it.</summary>
public sealed class SweepResult
{
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

    /// <summary>The base model.</summary>
    public required SweepBase Base { get; init; }

    /// <summary>All measured points by growing strength, of the first step and then of the second; where there are two, also those of each alone.</summary>
    public required IReadOnlyList<SweepPoint> Points { get; init; }
}
