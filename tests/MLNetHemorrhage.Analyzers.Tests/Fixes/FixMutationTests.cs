using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Tests.Flow;
using MLNetHemorrhage.Analyzers.Tests.Robustness;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>Half-written code breaks no fix. HEMORRHAGE_MUTATIONS says how many damaged sources to try.</summary>
[TestClass]
public sealed partial class FixMutationTests
{
    private static readonly int Count = int.Parse(Environment.GetEnvironmentVariable("HEMORRHAGE_MUTATIONS") ?? "100", CultureInfo.InvariantCulture);

    // The statements of the tests of fixes, which need no more than the class around them.
    private static readonly string[] Statements =
    [
        .. from test in typeof(FixMutationTests).Assembly.GetTypes()
           where test.Namespace == typeof(FixMutationTests).Namespace
           from method in test.GetMethods()
           from row in method.GetCustomAttributes<DataRowAttribute>()
           where row.Data is [string statements, ..] && statements.Contains("{|", StringComparison.Ordinal) && statements.EndsWith(';')
           select Markup().Replace((string)row.Data[0]!, ""),
    ];

    [TestMethod]
    public async Task Damaged_sources_are_fixed_without_an_exception()
    {
        int offered = 0;
        for (int seed = 0; seed < Count; seed++)
        {
            var random = new Random(seed);
            string source = FlowText.Whole($"void M() {{ {Mutation.Of(Statements[random.Next(Statements.Length)], random)} }}");
            var project = FixRun.Project(OutputKind.DynamicallyLinkedLibrary, ("/0/Test.cs", source));
            foreach (var diagnostic in (await FixRun.FindAsync(project)).Where(d => d.Id.StartsWith("MLH", StringComparison.Ordinal)))
            {
                try
                {
                    offered += (await FixRun.OfferedAsync(project, diagnostic)).Count;
                }
                catch (Exception e)
                {
                    Assert.Fail($"Seed {seed}: {e}\n{source}");
                }
            }
        }
        Assert.IsGreaterThan(Count / 10, offered, "Too few sources are fit to be fixed.");
    }

    [GeneratedRegex(@"\{\|MLH\d+:|\|\}")]
    private static partial Regex Markup();
}
