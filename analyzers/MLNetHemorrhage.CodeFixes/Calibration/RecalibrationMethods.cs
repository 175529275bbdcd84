using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>The methods that make steps which calibrate models anew: those in scope, those of the library's catalog, and static ones of the project.</summary>
internal static class RecalibrationMethods
{
    public static IEnumerable<IMethodSymbol> At(DocumentCode code, int position)
    {
        var inScope = code.Model.LookupSymbols(position).OfType<IMethodSymbol>();
        var catalog = code.Model.Compilation.GetTypeByMetadataName("MLNetHemorrhage.HemorrhageCatalog")?.GetMembers().OfType<IMethodSymbol>() ?? [];
        var elsewhere = Types(code.Model.Compilation.Assembly.GlobalNamespace, code.Cancellation).SelectMany(t => t.GetMembers()).OfType<IMethodSymbol>().Where(m => m.IsStatic);
        return inScope.Concat(catalog).Concat(elsewhere).Where(m => Marks.Find(m, "RecalibratesModel") is not null && code.Model.IsAccessible(position, m)).Distinct<IMethodSymbol>(SymbolEqualityComparer.Default);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol space, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        foreach (var member in space.GetMembers().OfType<INamespaceOrTypeSymbol>())
        {
            if (member is INamedTypeSymbol type) yield return type;
            foreach (var inner in Types(member, cancellation)) yield return inner;
        }
    }
}
