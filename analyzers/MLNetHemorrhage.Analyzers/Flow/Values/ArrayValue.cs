using System.Collections.Immutable;

namespace MLNetHemorrhage.Analyzers.Flow.Values;

/// <summary>A collection whose elements are known, or the enumerator of one.</summary>
/// <param name="Elements">The elements.</param>
/// <param name="IsStarted">Whether an enumerator is past the beginning.</param>
internal sealed record ArrayValue(ImmutableArray<FlowValue> Elements, bool IsStarted = false) : FlowValue
{
    public bool Equals(ArrayValue? other) => other is not null && IsStarted == other.IsStarted && Elements.SequenceEqual(other.Elements);

    public override int GetHashCode() => Elements.Length;
}
