using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Values;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>The pages of the rules speak of each code fix that there is, and of no other.</summary>
[TestClass]
public sealed class FixPagesTests
{
    [TestMethod]
    public void Pages_describe_as_many_code_fixes_as_there_are()
    {
        var providers = FixRun.Providers;
        string[] expected = [.. Descriptors.All.Select(d => $"{d.Id}: {providers.Count(p => p.FixableDiagnosticIds.Contains(d.Id))}")];
        string[] described = [.. Descriptors.All.Select(d => $"{d.Id}: {Page(d.Id).Split("\nCode fix: ").Length - 1}")];
        CollectionAssert.AreEqual(expected, described, string.Join('\n', described));
        CollectionAssert.IsSubsetOf(providers.SelectMany(p => p.FixableDiagnosticIds).Distinct().ToArray(), Descriptors.All.Select(d => d.Id).ToArray());
    }

    private static string Page(string id) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "RulePages", $"{id}.md")).ReplaceLineEndings("\n");
}
