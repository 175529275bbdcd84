using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>Moves a step before the one that it must not come after.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OrderFixProvider)), Shared]
public sealed class OrderFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH2001", "MLH2004", "MLH2005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RepeatedFix.Create(async (document, diagnostic, _, cancellation) =>
        await StepMove.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } move ? await Findings.ImproveAsync(document, move.Changes, cancellation).ConfigureAwait(false) : null);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await StepMove.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } move
                || await Findings.ImproveAsync(context.Document, move.Changes, context.CancellationToken).ConfigureAwait(false) is not { } changed) continue;
            context.RegisterCodeFix(CodeAction.Create(move.Title, _ => Task.FromResult(changed), "MoveStep"), diagnostic);
        }
    }
}
