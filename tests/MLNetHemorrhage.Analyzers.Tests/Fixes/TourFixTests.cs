using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>What is offered for the tour, which has an example of every rule, takes the finding away and breaks nothing.</summary>
[TestClass]
public sealed class TourFixTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Tour");

    // The compiler brings these to a real build.
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic;";

    [TestMethod]
    public async Task Every_fix_that_is_offered_helps()
    {
        var files = Directory.GetFiles(Folder).Where(f => !f.EndsWith(".md", StringComparison.Ordinal) && Path.GetFileName(f) != "tour.txt").Select(f => ($"/Tour/{Path.GetFileName(f)}", File.ReadAllText(f)));
        var project = FixRun.Project(OutputKind.DynamicallyLinkedLibrary, files.Append(("/Tour/Usings.cs", ImplicitUsings)));
        var found = await FixRun.FindAsync(project);
        var offered = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var diagnostic in found)
        {
            foreach (var (action, after) in await FixRun.OfferedAsync(project, diagnostic))
            {
                var left = await FixRun.FindAsync(after);
                Assert.IsFalse(left.Any(d => d.Severity == DiagnosticSeverity.Error), $"{action.Title}\n{string.Join('\n', left)}");
                Assert.IsTrue(left.Count(d => d.Id == diagnostic.Id) < found.Count(d => d.Id == diagnostic.Id), $"{diagnostic}\n{action.Title}\n{string.Join('\n', left)}");
                offered.Add($"{diagnostic.Id} {action.Title}");
            }
        }
        string[] expected =
        [
            "MLH1001 Set sparsity to 0.551",
            "MLH1002 Set sparsity to 0.551",
            "MLH1004 Set sparsity to 0.127",
            "MLH1005 Set bits to 4",
            "MLH1006 Set sparsity to 0.54",
            "MLH1007 Set bits to 4",
            "MLH1008 Set temperature to 1",
            "MLH2001 Move Prune before Quantize",
            "MLH2004 Move factorize before prune",
            "MLH2005 Move factorize before quantize",
            "MLH3003 Append Recalibration.Of(hemorrhage)",
            "MLH3004 Append Recalibration.Of(hemorrhage)",
            "MLH3005 Evaluate on texts",
            "MLH9002 Write the fraction 0.5",
        ];
        CollectionAssert.AreEqual(expected, offered.Where(o => !o.Contains("Suppress", StringComparison.Ordinal)).ToArray(), string.Join('\n', offered));
        CollectionAssert.AreEqual(
            found.Select(d => d.Id).Where(id => id != "MLH9001").Distinct().Order(StringComparer.Ordinal).ToArray(),
            offered.Where(o => o.Contains("Suppress", StringComparison.Ordinal)).Select(o => o.Split(' ')[0]).ToArray());
    }
}
