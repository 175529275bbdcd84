using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

/// <summary>Follows pipelines and says nothing: what the flow costs without any rule.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class FollowingAnalyzer : PipelineAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new("FOLLOW", "Follow", "Follow", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

    private protected override PipelineReporter Start(CompilationStartAnalysisContext start) => (_, _) => { };
}
