using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers;

namespace MLNetHemorrhage.CodeFixes.Checking;

/// <summary>What is found in a document.</summary>
/// <param name="Found">What the analyzer says, in the order of the text.</param>
/// <param name="Errors">How many errors the compiler finds.</param>
internal sealed record Findings(ImmutableArray<Diagnostic> Found, int Errors)
{
    public static async Task<Findings> OfAsync(Document document, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return new([], 0);
        var options = new CompilationWithAnalyzersOptions(document.Project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var analysis = model.Compilation.WithAnalyzers([new ModificationPipelineAnalyzer()], options);
        var found = await analysis.GetAnalyzerSemanticDiagnosticsAsync(model, filterSpan: null, cancellation).ConfigureAwait(false);
        int errors = model.GetDiagnostics(cancellationToken: cancellation).Count(d => d.Severity == DiagnosticSeverity.Error);
        return new([.. found.OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)], errors);
    }

    /// <summary>Whether less is found, and no more errors.</summary>
    public bool IsBetterThan(Findings other) => Found.Length < other.Found.Length && Errors <= other.Errors;
}
