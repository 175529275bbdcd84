using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Evaluation;

/// <summary>Measures a modified model before it is saved or served.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EvaluationFixProvider)), Shared]
public sealed class EvaluationFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH3005"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RepeatedFix.Create(async (document, diagnostic, key, cancellation) =>
        (await FixesAsync(document, diagnostic, cancellation).ConfigureAwait(false)).Where(f => f.Key == key).Select(f => f.Changed).FirstOrDefault());

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            foreach (var (key, title, changed) in await FixesAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false))
                context.RegisterCodeFix(CodeAction.Create(title, _ => Task.FromResult(changed), key), diagnostic);
        }
    }

    // What the step was calibrated on, or is split, is used only where there are no other data.
    private static async Task<IReadOnlyList<(string Key, string Title, Document Changed)>> FixesAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var fixes = new List<(string, string, Document)>();
        if (await EvaluationPlace.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is not { } place) return fixes;
        foreach (var choice in EvaluationData.Choices(place))
        {
            if (choice.IsLastResort && fixes.Count > 0) break;
            if (await Findings.ImproveAsync(document, place.Changes(choice), cancellation).ConfigureAwait(false) is { } changed) fixes.Add((choice.Key, choice.Title, changed));
        }
        return fixes;
    }
}
