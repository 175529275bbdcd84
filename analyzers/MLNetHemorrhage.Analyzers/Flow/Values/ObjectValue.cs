using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Flow.Values;

/// <summary>An options object. What its properties are is part of the state, because it may change.</summary>
/// <param name="Site">Where it was made.</param>
/// <param name="Type">Its type.</param>
internal sealed record ObjectValue(Site Site, INamedTypeSymbol Type) : FlowValue
{
    /// <summary>Its properties when a method returned it, until the caller's state has them.</summary>
    public ImmutableDictionary<string, PropertyValue>? Returned { get; init; }

    public bool Equals(ObjectValue? other) => other is not null && Site.Equals(other.Site) && Returned == other.Returned;

    public override int GetHashCode() => Site.GetHashCode();
}

/// <summary>What a property of an options object is.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Location">Where it was set, in the body under analysis.</param>
internal sealed record PropertyValue(FlowValue Value, Location Location) : FlowValue;
