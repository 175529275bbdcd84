using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Checking;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.CodeFixes.Suppression;

/// <summary>Suppresses a finding and writes down what is accepted with it, for every rule that looks at code.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(SuppressionFixProvider)), Shared]
public sealed class SuppressionFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [.. Descriptors.All.Select(d => d.Id).Where(id => id != RuleTable.MalformedThresholds.Id)];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        async (context, document, diagnostics) => await SuppressAsync(document, diagnostics.Where(d => Key(d) == context.CodeActionEquivalenceKey), context.CancellationToken).ConfigureAwait(false));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await EditAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not { } edit || edit.Owner(diagnostic.Location.SourceSpan) is not { } owner) continue;
            string title = $"Suppress {diagnostic.Id} {(owner is Microsoft.CodeAnalysis.CSharp.Syntax.StatementSyntax ? "here" : "in this member")} and say what is accepted";
            context.RegisterCodeFix(CodeAction.Create(title, cancellation => SuppressOneAsync(context.Document, diagnostic, cancellation), Key(diagnostic), CodeActionPriority.Low), diagnostic);
        }
    }

    private static string Key(Diagnostic diagnostic) => $"Suppress{diagnostic.Id}";

    // A suppression holds for all of a member, so that it has to speak of all that the rule finds there.
    private static async Task<Document> SuppressOneAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var found = await Findings.OfAsync(document, cancellation).ConfigureAwait(false);
        if (await EditAsync(document, cancellation).ConfigureAwait(false) is not { } edit) return document;
        var owner = edit.Owner(diagnostic.Location.SourceSpan);
        var together = found.Found.Where(d => d.Id == diagnostic.Id && edit.Owner(d.Location.SourceSpan) == owner).ToList();
        return await SuppressAsync(document, together.Count == 0 ? [diagnostic] : together, cancellation).ConfigureAwait(false);
    }

    private static async Task<Document> SuppressAsync(Document document, IEnumerable<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        if (await EditAsync(document, cancellation).ConfigureAwait(false) is not { } edit) return document;
        var owners = diagnostics.OrderBy(d => d.Location.SourceSpan.Start).GroupBy(d => edit.Owner(d.Location.SourceSpan));
        var changes = owners.SelectMany(o => o.Key is { } owner ? edit.Changes(owner, [.. o]) : []);
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes));
    }

    private static async Task<SuppressionEdit?> EditAsync(Document document, CancellationToken cancellation) =>
        await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is { } model
            ? new(model, await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false), await document.GetTextAsync(cancellation).ConfigureAwait(false))
            : null;
}
