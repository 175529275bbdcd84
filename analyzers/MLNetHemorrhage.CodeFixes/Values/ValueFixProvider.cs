using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>Writes the value that a warning recommends: the safe end of a threshold, or a percentage as the fraction.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ValueFixProvider)), Shared]
public sealed class ValueFixProvider : CodeFixProvider
{
    private const string PercentForFraction = "MLH9002";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } =
        ["MLH1001", "MLH1002", "MLH1003", "MLH1004", "MLH1005", "MLH1006", "MLH1007", "MLH1008", PercentForFraction, "MLH9005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(
        (context, document, diagnostics) => FixAsync(document, [.. diagnostics.Where(d => Key(d) == context.CodeActionEquivalenceKey)], context.CancellationToken));

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await ValueEdit.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } edit) continue;
            string title = diagnostic.Id == PercentForFraction ? $"Write the fraction {edit.ValueText}" : $"Set {edit.Parameter} to {edit.ValueText}";
            context.RegisterCodeFix(
                CodeAction.Create(title, async cancellation => await FixAsync(context.Document, [diagnostic], cancellation).ConfigureAwait(false) ?? context.Document, Key(diagnostic)),
                diagnostic);
        }
    }

    // Fixing all of a kind must not turn percentages and thresholds into one.
    private static string Key(Diagnostic diagnostic) => diagnostic.Id switch
    {
        PercentForFraction => "WriteFraction",
        "MLH9005" => "WriteOtherShare",
        _ => "WriteSafeValue",
    };

    private static async Task<Document?> FixAsync(Document document, ImmutableArray<Diagnostic> diagnostics, CancellationToken cancellation)
    {
        var edits = new Dictionary<(int Start, string Parameter), ValueEdit>();
        foreach (var diagnostic in diagnostics)
        {
            if (await ValueEdit.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is not { } edit) continue;
            // Two rules may speak of one number; the more careful value satisfies both.
            var place = (edit.Change.Span.Start, edit.Parameter);
            if (!edits.TryGetValue(place, out var other) || edit.IsMoreCarefulThan(other)) edits[place] = edit;
        }
        var changes = edits.OrderBy(e => e.Key.Start).GroupBy(e => e.Key.Start, e => e.Value.Change).Select(g => ValueChange.Join([.. g]));
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return document.WithText(text.WithChanges(changes));
    }
}
