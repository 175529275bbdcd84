using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Reporting;

namespace MLNetHemorrhage.Analyzers;

/// <summary>Applies the rules to every pipeline that a body uses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModificationPipelineAnalyzer : PipelineAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    private protected override void Report(OperationBlockAnalysisContext context, IReadOnlyList<PipelineUse> uses)
    {
        foreach (var finding in PipelineFindings.Of(uses)) context.ReportDiagnostic(finding.ToDiagnostic());
    }
}
