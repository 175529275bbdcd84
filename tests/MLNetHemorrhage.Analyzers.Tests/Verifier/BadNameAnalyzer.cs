using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.Analyzers.Tests.Verifier;

/// <summary>An analyzer to try the verifier on: it dislikes one name, which a setting may change, and additional files that begin with "!".</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal class BadNameAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Rule = new("TEST1", "Bad name", "{0} is a bad name", "Naming", DiagnosticSeverity.Warning, isEnabledByDefault: true);

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Rule];

    protected virtual GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.None;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCode);
        context.RegisterSymbolAction(CheckName, SymbolKind.NamedType);
        context.RegisterAdditionalFileAction(file =>
        {
            if (file.AdditionalFile.GetText(file.CancellationToken)!.ToString().StartsWith('!'))
                file.ReportDiagnostic(Diagnostic.Create(Rule, Location.Create(file.AdditionalFile.Path, new TextSpan(0, 1), new LinePositionSpan(default, new(0, 1))), "!"));
        });
    }

    private void CheckName(SymbolAnalysisContext context)
    {
        var location = context.Symbol.Locations[0];
        var settings = context.Options.AnalyzerConfigOptionsProvider.GetOptions(location.SourceTree!);
        string bad = settings.TryGetValue("bad_name", out string? name) ? name : "Bad";
        if (context.Symbol.Name == bad) context.ReportDiagnostic(Diagnostic.Create(Rule, location, bad));
    }
}

/// <summary>Reports in generated code, which it should not.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class IntrusiveAnalyzer : BadNameAnalyzer
{
    protected override GeneratedCodeAnalysisFlags GeneratedCode => GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics;
}

/// <summary>Throws.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
internal sealed class ThrowingAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [new("TEST3", "Throws", "Throws", "Test", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(_ => throw new InvalidOperationException("on purpose"), SymbolKind.NamedType);
    }
}
