using System.Text.Json.Serialization;

namespace MLNetHemorrhage.Models;

/// <summary>
/// What the inputs of a linear layer are rounded to while a model runs: every token has a symmetric grid of its own, scale = max|x| / (2^(bits-1) - 1),
/// levels -(2^(bits-1) - 1) to 2^(bits-1) - 1, ties to even. Nothing is learnt beforehand. A token with an input that is not finite comes to NaN.
/// </summary>
/// <param name="Bits">Bits of a level, 2 to 8.</param>
/// <param name="OutlierThreshold">
/// Inputs of a token of this magnitude or more are not rounded, and the grid spans the others (after Dettmers et al. 2022, "LLM.int8(): 8-bit Matrix
/// Multiplication for Transformers at Scale", which looks at all tokens of a sequence); null rounds every input.
/// </param>
public sealed record InputRounding(int Bits, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? OutlierThreshold = null)
{
    internal const int LeastBits = 2, MostBits = 8;

    /// <summary>The grid in a few words, as in "int8 per token".</summary>
    [JsonIgnore]
    public string Format => OutlierThreshold is { } threshold ? FormattableString.Invariant($"int{Bits} per token, f32 from {threshold}") : $"int{Bits} per token";

    /// <summary>The highest level.</summary>
    internal int LastLevel => (1 << (Bits - 1)) - 1;

    internal bool IsValid => Bits is >= LeastBits and <= MostBits && OutlierThreshold is null or (> 0 and < double.PositiveInfinity);
}
