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
        while (await NextAsync(context, document).ConfigureAwait(false) is { } changed) document = changed;
        return document;
    });

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var (edit, changed) in await TryAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(CodeAction.Create(edit.Title, _ => Task.FromResult(changed), edit.Key), diagnostic);
        }
    }

    /// <summary>Edits that may help, best first.</summary>
    private protected abstract IEnumerable<Edit> Edits(DocumentCode code, Diagnostic diagnostic);

    private async Task<IReadOnlyList<(Edit Edit, Document Changed)>> TryAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var good = new List<(Edit, Document)>();
        if (await DocumentCode.OfAsync(document, cancellation).ConfigureAwait(false) is not { } code) return good;
        Findings? before = null;
        foreach (var edit in Edits(code, diagnostic).Where(e => !e.IsLastResort || good.Count == 0))
        {
            before ??= await Findings.OfAsync(document, cancellation).ConfigureAwait(false);
            var changed = document.WithText(code.Text.WithChanges(edit.Changes));
            if ((await Findings.OfAsync(changed, cancellation).ConfigureAwait(false)).IsBetterThan(before)) good.Add((edit, changed));
        }
        return good;
    }

    private async Task<Document?> NextAsync(FixAllContext context, Document document)
    {
        var findings = await Findings.OfAsync(document, context.CancellationToken).ConfigureAwait(false);
        foreach (var diagnostic in findings.Found.Where(d => context.DiagnosticIds.Contains(d.Id)))
        {
            foreach (var (edit, changed) in await TryAsync(document, diagnostic, context.CancellationToken).ConfigureAwait(false))
                if (edit.Key == context.CodeActionEquivalenceKey) return changed;
        }
        return null;
    }
}
