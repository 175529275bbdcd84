using System.Globalization;
using Microsoft.CodeAnalysis.CSharp;
using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

/// <summary>Half-written code neither breaks nor stops the analysis and the rules. HEMORRHAGE_MUTATIONS says how many damaged sources to try.</summary>
[TestClass]
public sealed class MutationTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("HEMORRHAGE_MUTATIONS") ?? "300", CultureInfo.InvariantCulture);

    private static readonly TimeSpan Hang = TimeSpan.FromSeconds(20);

    private static readonly IReadOnlyList<string> All = [.. FlowSources.All, .. RuleSources.All];

    [TestMethod]
    public void Damaged_sources_are_analyzed_without_an_exception()
    {
        var compilation = FlowText.Compile("");
        var tree = compilation.SyntaxTrees[0];
        for (int seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            string source = Mutation.Of(All[random.Next(All.Count)], random);
            using var watch = new CancellationTokenSource(Hang);
            try
            {
                FlowText.Run(compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(source, path: "Test.cs")), new ModificationPipelineAnalyzer(), watch.Token);
            }
            catch (Exception e)
            {
                Assert.Fail($"Seed {seed}: {(e is OperationCanceledException ? $"no end after {Hang}" : e.Message)}\n{source}");
            }
        }
    }
}
