using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Values;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>The pages of the rules speak of code fixes where there are some, and only there.</summary>
[TestClass]
public sealed class FixPagesTests
{
    [TestMethod]
    public void Pages_name_the_code_fixes_that_exist()
    {
        var providers = typeof(ValueFixProvider).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(CodeFixProvider))).Select(t => (CodeFixProvider)Activator.CreateInstance(t)!);
        string[] named = [.. Descriptors.All.Select(d => d.Id).Where(id =>
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "RulePages", $"{id}.md")).Contains("\nCode fix: ", StringComparison.Ordinal))];
        CollectionAssert.AreEquivalent(providers.SelectMany(p => p.FixableDiagnosticIds).Distinct().ToArray(), named);
    }
}
