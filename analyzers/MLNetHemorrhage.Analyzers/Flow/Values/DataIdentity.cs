using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Flow.Values;

/// <summary>Tells data apart: the variable that holds it, the call that gave it, or a member of either.</summary>
/// <param name="Symbol">The variable or member; null where a call gave it.</param>
/// <param name="Call">The call, as reached: a helper that is called twice gives other data each time; null where a variable holds it.</param>
/// <param name="Owner">What the member belongs to, as in <c>split.TestSet</c>.</param>
internal sealed record DataIdentity(ISymbol? Symbol, Site? Call = null, DataIdentity? Owner = null)
{
    public bool Equals(DataIdentity? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Equals(Call, other.Call) && Equals(Owner, other.Owner);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol) ^ (Call?.GetHashCode() ?? 0);

    public override string ToString() => (Owner is null ? "" : Owner + ".") + (Symbol?.Name ?? Call?.Node.ToString() ?? "?");
}
