using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.CodeFixes.Chains;

/// <summary>Values that code at a position can name.</summary>
internal sealed class ScopeValues(SemanticModel model, int position)
{
    /// <summary>Names of the values that can stand for a type, nearest first: locals, parameters, fields, properties.</summary>
    public IEnumerable<string> Of(INamedTypeSymbol? type) => type is null ? [] :
        from symbol in model.LookupSymbols(position)
        let held = symbol switch
        {
            ILocalSymbol local when local.Locations[0].SourceSpan.End < position => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol { AssociatedSymbol: null } field => field.Type,
            IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
            _ => null,
        }
        where held is not null && model.Compilation.HasImplicitConversion(held, type) && (symbol is not (IFieldSymbol or IPropertySymbol) || symbol.IsStatic || !IsInStatic())
        orderby symbol.Kind switch { SymbolKind.Local => 0, SymbolKind.Parameter => 1, SymbolKind.Field => 2, _ => 3 }
        select symbol.Name;

    /// <summary>A name that means nothing here yet.</summary>
    public static string NewName(string wanted, SyntaxNode member)
    {
        var taken = new HashSet<string>(member.DescendantTokens().Select(t => t.ValueText));
        return taken.Contains(wanted) ? Enumerable.Range(2, taken.Count + 1).Select(i => $"{wanted}{i}").First(n => !taken.Contains(n)) : wanted;
    }

    /// <summary>The library's catalog: a value that is one, or what a context of ML.NET gives; null where there is neither.</summary>
    public string? Catalog() =>
        Of(model.Compilation.GetTypeByMetadataName("MLNetHemorrhage.HemorrhageCatalog")).FirstOrDefault() ?? (Context() is { } context ? $"{context}.Hemorrhage()" : null);

    /// <summary>A context of ML.NET; null where there is none.</summary>
    public string? Context() => Of(model.Compilation.GetTypeByMetadataName("Microsoft.ML.MLContext")).FirstOrDefault();

    private bool IsInStatic()
    {
        var symbol = model.GetEnclosingSymbol(position);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.LambdaMethod or MethodKind.LocalFunction, IsStatic: false }) symbol = symbol.ContainingSymbol;
        return symbol?.IsStatic == true;
    }
}
