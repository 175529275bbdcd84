using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MLNetHemorrhage.CodeFixes.Checking;

/// <summary>Fixes all of a kind one after the other: edits of one chain overlap, and what is left to do is seen after each of them.</summary>
internal static class RepeatedFix
{
    /// <summary>Provider of a fix that gives the document with less to find in it, or null where it does not apply.</summary>
    public static FixAllProvider Create(Func<Document, Diagnostic, string?, CancellationToken, Task<Document?>> fix) => FixAllProvider.Create(
        async (context, document, _) => await AllAsync(document, context.DiagnosticIds, (d, f, c) => fix(d, f, context.CodeActionEquivalenceKey, c), context.CancellationToken).ConfigureAwait(false));

    private static async Task<Document> AllAsync(
        Document document, ImmutableHashSet<string> ids, Func<Document, Diagnostic, CancellationToken, Task<Document?>> fix, CancellationToken cancellation)
    {
        while (await NextAsync(document, ids, fix, cancellation).ConfigureAwait(false) is { } next) document = next;
        return document;
    }

    private static async Task<Document?> NextAsync(
        Document document, ImmutableHashSet<string> ids, Func<Document, Diagnostic, CancellationToken, Task<Document?>> fix, CancellationToken cancellation)
    {
        foreach (var diagnostic in (await Findings.OfAsync(document, cancellation).ConfigureAwait(false)).Found.Where(d => ids.Contains(d.Id)))
            if (await fix(document, diagnostic, cancellation).ConfigureAwait(false) is { } changed) return changed;
        return null;
    }
}
