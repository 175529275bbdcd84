using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers;
using MLNetHemorrhage.Analyzers.Tests.Robustness;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>What the analyzer costs a compilation, by the compiler's own clock, beside an analyzer that looks at every call and does nothing.</summary>
internal static class AnalyzerBenchmark
{
    private const int Methods = 400;

    private static readonly string[] Product = ["MLNetHemorrhage.dll", "MLNetHemorrhage.Core.dll", "Microsoft.ML.dll", "Microsoft.ML.Core.dll", "Microsoft.ML.Data.dll", "Microsoft.ML.DataView.dll"];

    public static void Run(BenchmarkOptions options)
    {
        Console.WriteLine($"{Methods} methods, median of {options.Rounds} runs{"",22}empty analyzer    analyzer    findings");
        Show("without the library", Compile(BenchmarkSources.WithoutLibrary(Methods), []), options);
        Show("with it, no modification", Compile(BenchmarkSources.WithoutLibrary(Methods), Product), options);
        Show("six steps each, nothing wrong", Compile(BenchmarkSources.Pipelines(Methods, sparsity: 0.05, bits: 8), Product), options);
        Show("six steps each, all past their threshold", Compile(BenchmarkSources.Pipelines(Methods, sparsity: 0.9, bits: 2), Product), options);
    }

    private static void Show(string name, CSharpCompilation compilation, BenchmarkOptions options)
    {
        var empty = Measure(compilation, () => new EmptyAnalyzer(), options.Rounds);
        var analyzer = Measure(compilation, () => new ModificationPipelineAnalyzer(), options.Rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-55}{empty.Milliseconds,10:F2} ms{analyzer.Milliseconds,9:F2} ms{analyzer.Findings,12}"));
    }

    private static (double Milliseconds, int Findings) Measure(CSharpCompilation compilation, Func<DiagnosticAnalyzer> create, int rounds)
    {
        var times = new List<double>();
        int findings = 0;
        for (int round = -2; round < rounds; round++)
        {
            var analyzer = create();
            var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
            var result = compilation.Clone().WithAnalyzers([analyzer], options).GetAnalysisResultAsync(default).GetAwaiter().GetResult();
            findings = result.GetAllDiagnostics().Length;
            if (round >= 0) times.Add(result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds);
        }
        times.Sort();
        return ((times[(rounds - 1) / 2] + times[rounds / 2]) / 2, findings);
    }

    private static CSharpCompilation Compile(string source, string[] product)
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var paths = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(p => Path.GetDirectoryName(p) == framework)
            .Concat(product.Select(name => Path.Combine(AppContext.BaseDirectory, name)).Where(File.Exists));
        var compilation = CSharpCompilation.Create("Benchmark", [CSharpSyntaxTree.ParseText(source)], paths.Select(p => MetadataReference.CreateFromFile(p)), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var error = compilation.GetDiagnostics().FirstOrDefault(d => d.Severity == DiagnosticSeverity.Error);
        return error is null ? compilation : throw new InvalidOperationException(error.ToString());
    }
}
