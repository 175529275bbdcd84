using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;

namespace MLNetHemorrhage.CodeFixes.Checking;

/// <summary>A document that uses the library, with all that fixes ask of it.</summary>
/// <param name="Model">What the code means.</param>
/// <param name="Symbols">The library as the code sees it.</param>
/// <param name="Root">The code.</param>
/// <param name="Text">Its text.</param>
/// <param name="Cancellation">Stops the asking.</param>
internal sealed record DocumentCode(SemanticModel Model, LibrarySymbols Symbols, SyntaxNode Root, SourceText Text, CancellationToken Cancellation)
{
    /// <summary>Null where the document does not use the library.</summary>
    public static async Task<DocumentCode?> OfAsync(Document document, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model || LibrarySymbols.Find(model.Compilation) is not { } symbols) return null;
        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        return new(model, symbols, root, await document.GetTextAsync(cancellation).ConfigureAwait(false), cancellation);
    }
}
