using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Runs an analyzer over a project; what the analyzer throws is thrown on.</summary>
internal static class AnalyzerRun
{
    public static async Task<ImmutableArray<Diagnostic>> DiagnosticsAsync(
        Project project, DiagnosticAnalyzer analyzer, CompilerDiagnostics compilerDiagnostics, CancellationToken cancellation)
    {
        var compilation = (await project.GetCompilationAsync(cancellation))!;
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions,
            onAnalyzerException: (exception, _, _) => thrown ??= exception,
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false,
            reportSuppressedDiagnostics: false);
        var enabled = compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.AddRange(
            analyzer.SupportedDiagnostics.Where(d => !d.IsEnabledByDefault).Select(d => KeyValuePair.Create(d.Id, Enabled(d))))));
        var found = await enabled.WithAnalyzers([analyzer], options).GetAnalyzerDiagnosticsAsync(cancellation);
        if (thrown is not null) throw new InvalidOperationException($"{analyzer.GetType().Name} threw {thrown.GetType().Name}: {thrown.Message}", thrown);
        var compiler = compilation.GetDiagnostics(cancellation).Where(d => compilerDiagnostics switch
        {
            CompilerDiagnostics.None => false,
            CompilerDiagnostics.Errors => d.Severity == DiagnosticSeverity.Error,
            _ => d.Severity >= DiagnosticSeverity.Warning,
        });
        return [.. found.Concat(compiler).OrderBy(d => d.Location.GetLineSpan().Path, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    private static ReportDiagnostic Enabled(DiagnosticDescriptor descriptor) => descriptor.DefaultSeverity switch
    {
        DiagnosticSeverity.Hidden => ReportDiagnostic.Hidden,
        DiagnosticSeverity.Info => ReportDiagnostic.Info,
        DiagnosticSeverity.Warning => ReportDiagnostic.Warn,
        _ => ReportDiagnostic.Error,
    };
}
