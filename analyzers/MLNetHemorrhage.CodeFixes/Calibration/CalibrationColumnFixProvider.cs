using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>Names the column to calibrate with where the code names none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CalibrationColumnFixProvider)), Shared]
public sealed class CalibrationColumnFixProvider : CodeFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH3002"];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => RepeatedFix.Create(async (document, diagnostic, _, cancellation) =>
        await CalibrationColumn.FindAsync(document, diagnostic, cancellation).ConfigureAwait(false) is { } column ? await Findings.ImproveAsync(document, [column.Change], cancellation).ConfigureAwait(false) : null);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await CalibrationColumn.FindAsync(context.Document, diagnostic, context.CancellationToken).ConfigureAwait(false) is not { } column
                || await Findings.ImproveAsync(context.Document, [column.Change], context.CancellationToken).ConfigureAwait(false) is not { } changed) continue;
            context.RegisterCodeFix(CodeAction.Create($"Calibrate with the column \"{column.Name}\"", _ => Task.FromResult(changed), "NameCalibrationColumn"), diagnostic);
        }
    }
}
