using System.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

/// <summary>What the analyzer costs, best of several runs. The benchmark "analyzer" measures it more closely.</summary>
[TestClass]
public sealed class CostTests
{
    private const int Methods = 400;
    private const int Runs = 6;

    [TestMethod]
    public void A_compilation_without_the_library_pays_less_than_a_millisecond()
    {
        var compilation = FlowText.Compile(Sources.WithoutLibrary(Methods)).RemoveReferences(References.Product);
        Assert.IsLessThan(1, Enumerable.Range(0, Runs).Min(_ => Run(compilation, new ModificationPipelineAnalyzer()).Clock.TotalMilliseconds));
    }

    // Time of the processor, beyond what any analyzer costs: a busy machine must not decide.
    [TestMethod]
    public void Following_a_method_with_six_steps_costs_less_than_a_millisecond()
    {
        var compilation = FlowText.Compile(Sources.WithChains(Methods));
        double cost = Best(compilation, () => new FollowingAnalyzer()) - Best(compilation, () => new EmptyAnalyzer());
        Assert.IsLessThan(1, cost / Methods);
    }

    private static double Best(CSharpCompilation compilation, Func<DiagnosticAnalyzer> create) => Enumerable.Range(0, Runs).Min(_ => Run(compilation, create()).Processor.TotalMilliseconds);

    private static (TimeSpan Clock, TimeSpan Processor) Run(CSharpCompilation compilation, DiagnosticAnalyzer analyzer)
    {
        var start = Process.GetCurrentProcess().TotalProcessorTime;
        var options = new CompilationWithAnalyzersOptions(new AnalyzerOptions([]), null, concurrentAnalysis: false, logAnalyzerExecutionTime: true);
        var result = compilation.Clone().WithAnalyzers([analyzer], options).GetAnalysisResultAsync(default).GetAwaiter().GetResult();
        return (result.AnalyzerTelemetryInfo[analyzer].ExecutionTime, Process.GetCurrentProcess().TotalProcessorTime - start);
    }
}
