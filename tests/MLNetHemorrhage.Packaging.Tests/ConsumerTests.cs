using System.Text.RegularExpressions;

namespace MLNetHemorrhage.Packaging.Tests;

/// <summary>
/// A project that references the package gets the warnings from <c>dotnet build</c>, and nothing else: neither an analyzer that does not load (CS9057)
/// nor one that throws (AD0001).
/// </summary>
[TestClass]
public sealed class ConsumerTests
{
    private const string Thresholds = "mine.hemorrhage-thresholds.txt";
    private const string Settings = ".editorconfig";
    private static readonly string Past = $"{ConsumerProject.At("0.9")} warning MLH1001", Inside = $"{ConsumerProject.At("0.45")} warning MLH1001";

    [TestMethod]
    public void Warnings_follow_the_thresholds_of_the_project()
    {
        var project = new ConsumerProject("consumer");

        var build = project.Build();
        AssertSays(build, 0, Past);
        string line = Regex.Match(build.Output, @"warning MLH1001: .*(?= \[)").Value;
        foreach (string page in (string[])["docs/analyzer.md", "src/PACKAGE.md"]) StringAssert.Contains(File.ReadAllText(Path.Combine(TestPackages.Root, page)), line, page);
        Assert.AreEqual("columns: Text, Model", project.Run().Trim());

        project.Write(Thresholds, "#hemorrhage-thresholds 1\nthreshold step=prune method=wanda coordinate=sparsity s0=0.4 source=\"my sweep\"\n");
        build = project.Build();
        AssertSays(build, 0, Past, Inside);
        StringAssert.Contains(build.Output, "sparsity 0.4 (my sweep)", StringComparison.Ordinal);

        const string Broken = "threshold step=prune method=wanda coordinate=sparsity s0=";
        project.Write(Thresholds, $"#hemorrhage-thresholds 1\n\n{Broken}4o%\n");
        AssertSays(project.Build(), 0, Past, $"{Thresholds}(3,{Broken.Length + 1}) warning MLH9001");

        project.Delete(Thresholds);
        AssertSays(project.Build(), 0, Past);

        project.Write(Settings, "root = true\n[*.cs]\nhemorrhage_threshold.prune.wanda = 0.4\ndotnet_diagnostic.MLH1001.severity = error\n");
        AssertSays(project.Build(), 1, Past.Replace("warning", "error", StringComparison.Ordinal), Inside.Replace("warning", "error", StringComparison.Ordinal));

        project.Write(Settings, "root = true\n[*.cs]\ndotnet_diagnostic.MLH1001.severity = none\n");
        AssertSays(project.Build(), 0);
    }

    private static void AssertSays(ConsumerBuild build, int exitCode, params string[] expected)
    {
        CollectionAssert.AreEquivalent(expected, build.Said, build.Output);
        Assert.AreEqual(exitCode, build.ExitCode, build.Output);
    }
}
