using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MLNetHemorrhage.Analyzers.Tests.Flow;

/// <summary>What the flow says about a source, one line for each use of a pipeline.</summary>
internal static class FlowText
{
    private const string Before = """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Threading.Tasks;
        using Microsoft.ML;
        using Microsoft.ML.Data;
        using MLNetHemorrhage;
        using MLNetHemorrhage.Modifications;
        partial class C
        {
            MLContext ml = new MLContext();
            HemorrhageCatalog h;
            IDataView train, test;
            bool flag, other;
            int n;
            IEstimator<ITransformer> field;

        """;

    /// <summary>The statements of a method.</summary>
    public static string OfStatements(string statements) => OfMembers($"void M() {{ {statements} }}");

    /// <summary>Members of a class.</summary>
    public static string OfMembers(string members) => OfSource(Whole(members));

    /// <summary>The file around members of a class.</summary>
    public static string Whole(string members) => Before + members + "\n}";

    /// <summary>A whole file.</summary>
    public static string OfSource(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        var compilation = Compile(source, kind);
        var errors = compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        Assert.IsEmpty(errors, string.Join("\n", errors));
        return string.Join("\n", Run(compilation).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.GetMessage(CultureInfo.InvariantCulture), StringComparer.Ordinal).Select(d => d.GetMessage(CultureInfo.InvariantCulture)));
    }

    public static CSharpCompilation Compile(string source, OutputKind kind = OutputKind.DynamicallyLinkedLibrary) => CSharpCompilation.Create(
        "Test",
        [CSharpSyntaxTree.ParseText(source, path: "Test.cs")],
        [.. References.Framework, .. References.Product],
        new CSharpCompilationOptions(kind));

    /// <summary>What the flow reports; whatever it throws is thrown on.</summary>
    public static ImmutableArray<Diagnostic> Run(Compilation compilation, DiagnosticAnalyzer? analyzer = null, CancellationToken cancellation = default)
    {
        Exception? thrown = null;
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: (e, _, _) => thrown ??= e, concurrentAnalysis: false, logAnalyzerExecutionTime: false);
        var found = compilation.WithAnalyzers([analyzer ?? new FlowAnalyzer()], options).GetAnalyzerDiagnosticsAsync(cancellation).GetAwaiter().GetResult();
        return thrown is null ? found : throw new InvalidOperationException($"The analyzer threw {thrown.GetType().Name}: {thrown}", thrown);
    }
}
