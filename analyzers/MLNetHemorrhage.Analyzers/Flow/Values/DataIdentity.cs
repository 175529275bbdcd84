using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.Analyzers.Flow.Values;

/// <summary>Tells data apart: the variable that holds it, the call that gave it, or a member of either.</summary>
/// <param name="Symbol">The variable or member; null where a call gave it.</param>
/// <param name="Call">The call, as reached: a helper that is called twice gives other data each time; null where a variable holds it.</param>
/// <param name="Owner">What the member belongs to, as in <c>split.TestSet</c>.</param>
internal sealed record DataIdentity(ISymbol? Symbol, Site? Call = null, DataIdentity? Owner = null)
{
    /// <summary>The fields and properties that it goes through.</summary>
    public IEnumerable<ISymbol> Members => (Symbol is IFieldSymbol or IPropertySymbol ? [Symbol] : Enumerable.Empty<ISymbol>()).Concat(Owner?.Members ?? []);

    /// <summary>Whether a variable or member is part of what tells it apart.</summary>
    public bool Mentions(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(Symbol, symbol) || Owner?.Mentions(symbol) == true;

    /// <summary>Whether what tells it apart is a call or a local variable within a piece of code, so that each turn of a loop gives other data.</summary>
    public bool IsMadeIn(TextSpan code) =>
        Call?.IsIn(code) == true
        || Symbol is ILocalSymbol { DeclaringSyntaxReferences: { IsEmpty: false } declarations } && code.Contains(declarations[0].Span)
        || Owner?.IsMadeIn(code) == true;

    public bool Equals(DataIdentity? other) =>
        other is not null && SymbolEqualityComparer.Default.Equals(Symbol, other.Symbol) && Equals(Call, other.Call) && Equals(Owner, other.Owner);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Symbol) ^ (Call?.GetHashCode() ?? 0);

    public override string ToString() => (Owner is null ? "" : Owner + ".") + (Symbol?.Name ?? Call?.Node.ToString() ?? "?");
}
