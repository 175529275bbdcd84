namespace MLNetHemorrhage.Thresholds;

/// <summary>What the steps are done to and how the result is measured: it decides which records of a table hold.</summary>
/// <param name="Model">The model's name or path, of which the last segment counts; "*" where it is not known.</param>
/// <param name="Sha256">SHA-256 of the model, as <c>hemorrhage sweep</c> computes it; null where it is not known.</param>
/// <param name="Protocol">The protocol, as in "documents:100"; null where none was declared.</param>
/// <param name="Tolerance">The tolerance in ln perplexity that holds instead of those of the records, where a step has a curve; null where theirs hold.</param>
public sealed record ThresholdContext(string Model = TableRecord.AnyModel, string? Sha256 = null, string? Protocol = null, double? Tolerance = null)
{
    /// <summary>Nothing is known.</summary>
    public static ThresholdContext Unknown { get; } = new();
}
