using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers.Configuration;
using MLNetHemorrhage.Analyzers.Reporting;

namespace MLNetHemorrhage.Analyzers;

/// <summary>Applies the rules to every pipeline that a body uses.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModificationPipelineAnalyzer : PipelineAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = Descriptors.All;

    private protected override PipelineReporter Start(CompilationStartAnalysisContext start)
    {
        var files = ThresholdFiles.Read(start);
        var byTree = new ConcurrentDictionary<SyntaxTree, Knowledge>();
        return (body, uses) =>
        {
            var knowledge = byTree.GetOrAdd(
                body.OperationBlocks[0].Syntax.SyntaxTree, tree => new(files, ProjectSettings.Of(body.Options.AnalyzerConfigOptionsProvider.GetOptions(tree))));
            foreach (var finding in PipelineFindings.Of(uses, knowledge).Concat(SettingFindings.Of(uses, knowledge.Settings))) body.ReportDiagnostic(finding.ToDiagnostic());
        };
    }
}
