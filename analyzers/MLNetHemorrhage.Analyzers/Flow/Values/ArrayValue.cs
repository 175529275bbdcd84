using System.Collections.Immutable;

namespace MLNetHemorrhage.Analyzers.Flow.Values;

/// <summary>A collection whose elements are known, or the enumerator of one.</summary>
/// <param name="Elements">The elements.</param>
/// <param name="Position">The element that an enumerator is at; -1 before the first, and for a collection.</param>
internal sealed record ArrayValue(ImmutableArray<FlowValue> Elements, int Position = -1) : FlowValue
{
    /// <summary>What an enumerator gives.</summary>
    public FlowValue Current => Position >= 0 && Position < Elements.Length ? Elements[Position] : Unknown;

    public bool Equals(ArrayValue? other) => other is not null && Position == other.Position && Elements.SequenceEqual(other.Elements);

    public override int GetHashCode() => Elements.Length;
}
