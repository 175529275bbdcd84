using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers.Flow.Uses;

namespace MLNetHemorrhage.Analyzers.Tests.Flow;

/// <summary>Says what the flow found instead of judging it: one diagnostic for each use of a pipeline.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FlowAnalyzer : PipelineAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("FLOW", "Flow", "{0}", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    private protected override PipelineReporter Start(CompilationStartAnalysisContext start) => (body, uses) =>
    {
        foreach (var use in uses) body.ReportDiagnostic(Diagnostic.Create(Rule, use.Location, Text(use)));
    };

    private static string Text(PipelineUse use)
    {
        var pipelines = use.Pipelines.Select(p => p.Pipeline.ToString()).ToList();
        if (use.HasOthers) pipelines.Add("…");
        var data = use.Pipelines.Select(p => p.Facts.Data?.ToString()).Distinct().ToList();
        string on = use.Kind is UseKind.Fitted or UseKind.Evaluated ? $" on {string.Join(" | ", data.Select(d => d ?? "?"))}" : "";
        return $"{use.Kind}{on}: {string.Join(" | ", pipelines)}";
    }
}
