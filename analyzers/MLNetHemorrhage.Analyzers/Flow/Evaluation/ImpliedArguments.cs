using System.Collections.Immutable;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Flow.Evaluation;

/// <summary>
/// What parameters mean for others: an N:M pattern is a sparsity, an average of bits and a format of ggml stand for bits, and an allocation and the importance
/// of inputs need calibration.
/// </summary>
internal static class ImpliedArguments
{
    private const string Verb = "prune", Quantize = "quantize", Bits = "bits", Average = "averageBits", Importance = "importance";
    private const string None = "none", Sparsity = "sparsity", Allocation = "allocation", Uniform = "uniform";

    /// <summary>The arguments by name, with the sparsity that a pattern stands for; it is not known where the pattern is not.</summary>
    public static ImmutableArray<StepArgument> Complete(string verb, List<StepArgument> given)
    {
        if (verb == Verb && given.FindLast(a => a.Name == Patterns.Parameter) is { Value: not None } pattern && given.FindLast(a => a.Name == Sparsity) is var sparsity)
        {
            given.RemoveAll(a => a.Name == Sparsity);
            given.Add(new(Sparsity, Patterns.ShareOf(pattern.Value as string), sparsity is { IsDefault: false } ? sparsity.Location : pattern.Location, false) { IsDerived = true });
        }
        if (AverageOf(verb, given) is { } average) SetBits(average, average.Value);
        if (verb == Quantize && given.FindLast(a => a.Name == BlockFormatNames.Parameter) is { } format) SetBits(format, BlockFormatNames.BitsOf(format.Value as string));
        return [.. given.OrderBy(a => a.Name, StringComparer.Ordinal)];

        void SetBits(StepArgument by, object? bits)
        {
            given.RemoveAll(a => a.Name == Bits);
            given.Add(new(Bits, bits, by.Location, false) { IsDerived = true });
        }
    }

    /// <summary>Whether a step needs calibration whose method alone does, does not, or is not known to; null where that is not known.</summary>
    public static bool? NeedCalibration(string verb, List<StepArgument> given, bool? byMethod) => given.FindLast(a => a.Name == Allocation) switch
    {
        _ when AverageOf(verb, given) is not null => true,
        _ when verb == Quantize && byMethod is false && given.FindLast(a => a.Name == Importance) is { } importance => importance.Value as bool?,
        _ when verb != Verb => byMethod,
        null or { Value: Uniform } => byMethod,
        { Value: string } => true,
        _ => byMethod is true ? true : null,
    };

    private static StepArgument? AverageOf(string verb, List<StepArgument> given) =>
        verb == Quantize && given.FindLast(a => a.Name == Average) is { Value: not None } average ? average : null;
}
