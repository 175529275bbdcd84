using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications;

/// <summary>What a step made of a decoder.</summary>
/// <param name="Model">The modified decoder.</param>
internal sealed record StepOutcome(DecoderModel Model)
{
    /// <summary>Where the rows and columns of the new model come from; null where every matrix is where it was, with the shape it had.</summary>
    public KeptStructure? Kept { get; init; }

    /// <summary>What is worth telling of the work, a sentence each.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];
}
