using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>The samples show good practice: the analyzer has nothing to say about them.</summary>
[TestClass]
public sealed class SampleTests
{
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Samples");

    public static IEnumerable<object[]> Names => Directory.GetDirectories(Folder).Select(d => new object[] { Path.GetFileName(d) });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Has_no_warning(string name)
    {
        var trees = Directory.GetFiles(Path.Combine(Folder, name), "*.cs", SearchOption.AllDirectories).Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: f))
            .Append(CSharpSyntaxTree.ParseText(ImplicitUsings));
        var compilation = CSharpCompilation.Create(name, trees, [.. References.Framework, .. References.Product], new CSharpCompilationOptions(OutputKind.ConsoleApplication));
        var found = compilation.WithAnalyzers([new ModificationPipelineAnalyzer()]).GetAllDiagnosticsAsync().GetAwaiter().GetResult();
        var told = found.Where(d => d.Severity == DiagnosticSeverity.Error || d.Id.StartsWith("MLH", StringComparison.Ordinal)).ToList();
        Assert.IsEmpty(told, string.Join('\n', told));
    }
}
