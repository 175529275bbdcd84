using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MLNetHemorrhage.CodeFixes.Checking;

/// <summary>
/// Offers edits that were tried out: the analyzer finds less after them, and the compiler no new error. "Fix all" makes them one after the other,
/// since edits of one chain overlap, and looks after each what is left to do.
/// </summary>
public abstract class TriedFixProvider : CodeFixProvider
{
    private protected TriedFixProvider() { }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (context, document, _) =>
    {
        var last = new Tried(null, document, await Findings.OfAsync(document, context.CancellationToken).ConfigureAwait(false));
        while (await NextAsync(context, last).ConfigureAwait(false) is { } next) last = next;
        return last.Document;
    });

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var start = new Tried(null, context.Document, await Findings.OfAsync(context.Document, context.CancellationToken).ConfigureAwait(false));
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var tried in await TryAsync(start, diagnostic, context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(CodeAction.Create(tried.Edit!.Title, _ => Task.FromResult(tried.Document), tried.Edit.Key), diagnostic);
        }
    }

    /// <summary>Edits that may help, best first.</summary>
    private protected abstract IEnumerable<Edit> Edits(DocumentCode code, Diagnostic diagnostic);

    private async Task<IReadOnlyList<Tried>> TryAsync(Tried before, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var good = new List<Tried>();
        if (await DocumentCode.OfAsync(before.Document, cancellation).ConfigureAwait(false) is not { } code) return good;
        foreach (var edit in Edits(code, diagnostic).Where(e => !e.IsLastResort || good.Count == 0))
        {
            var changed = before.Document.WithText(code.Text.WithChanges(edit.Changes));
            var after = await Findings.OfAsync(changed, cancellation).ConfigureAwait(false);
            if (after.IsBetterThan(before.Findings)) good.Add(new(edit, changed, after));
        }
        return good;
    }

    private async Task<Tried?> NextAsync(FixAllContext context, Tried last)
    {
        foreach (var diagnostic in last.Findings.Found.Where(d => context.DiagnosticIds.Contains(d.Id)))
        {
            foreach (var tried in await TryAsync(last, diagnostic, context.CancellationToken).ConfigureAwait(false))
                if (tried.Edit!.Key == context.CodeActionEquivalenceKey) return tried;
        }
        return null;
    }

    /// <summary>A document after an edit, or before the first, and what is found in it.</summary>
    private sealed record Tried(Edit? Edit, Document Document, Findings Findings);
}
