using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers;

namespace MLNetHemorrhage.CodeFixes.Checking;

/// <summary>What the analyzer and the compiler find in a document, so that no fix is offered that helps nothing or breaks something.</summary>
internal sealed class Findings
{
    private Findings(ImmutableArray<Diagnostic> found, int errors)
    {
        Found = found;
        Errors = errors;
    }

    /// <summary>What the analyzer says, in the order of the text.</summary>
    public ImmutableArray<Diagnostic> Found { get; }

    private int Errors { get; }

    public static async Task<Findings> OfAsync(Document document, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return new([], 0);
        var options = new CompilationWithAnalyzersOptions(document.Project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var analysis = model.Compilation.WithAnalyzers([new ModificationPipelineAnalyzer()], options);
        var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellation).ConfigureAwait(false);
        int errors = model.GetDiagnostics(cancellationToken: cancellation).Count(d => d.Severity == DiagnosticSeverity.Error);
        return new([.. found.OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)], errors);
    }

    /// <summary>The document after a change of its text; null where the analyzer would not find less in it, or the compiler more errors.</summary>
    public static async Task<Document?> ImproveAsync(Document document, IEnumerable<Microsoft.CodeAnalysis.Text.TextChange> changes, CancellationToken cancellation)
    {
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        var changed = document.WithText(text.WithChanges(changes));
        var (before, after) = (await OfAsync(document, cancellation).ConfigureAwait(false), await OfAsync(changed, cancellation).ConfigureAwait(false));
        return after.Found.Length < before.Found.Length && after.Errors <= before.Errors ? changed : null;
    }
}
