using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>Appends the step that calibrates a model anew, where there is one.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecalibrationFixProvider)), Shared]
public sealed class RecalibrationFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH3003", "MLH3004"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RepeatedFix.Create(async (document, diagnostic, _, cancellation) =>
        await Recalibration.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } step ? await Findings.ImproveAsync(document, [step.Change], cancellation).ConfigureAwait(false) : null);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await Recalibration.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } step
                || await Findings.ImproveAsync(context.Document, [step.Change], context.CancellationToken).ConfigureAwait(false) is not { } changed) continue;
            context.RegisterCodeFix(CodeAction.Create($"Append {step.Call}", _ => Task.FromResult(changed), "Recalibrate"), diagnostic);
        }
    }
}
