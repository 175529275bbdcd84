using System.IO.Compression;

namespace MLNetHemorrhage.Packaging.Tests;

/// <summary>What is in the packages, and what may not be.</summary>
[TestClass]
public sealed class PackageTests
{
    [TestMethod]
    public void The_library_comes_with_its_analyzers_and_nothing_that_their_host_brings()
    {
        using var package = ZipFile.OpenRead(TestPackages.File("MLNetHemorrhage"));
        var files = package.Entries.Select(e => e.FullName).ToList();
        string[] analyzers = [.. Directory.GetFiles(Path.Combine(TestPackages.Root, "analyzers"), "*.csproj", SearchOption.AllDirectories)
            .Select(p => $"analyzers/dotnet/cs/{Path.GetFileNameWithoutExtension(p)}.dll")];
        CollectionAssert.Contains(analyzers, "analyzers/dotnet/cs/MLNetHemorrhage.Analyzers.dll");
        CollectionAssert.AreEquivalent(analyzers, files.Where(f => f.StartsWith("analyzers/", StringComparison.Ordinal)).ToArray());
        foreach (string file in (string[])["lib/net10.0/MLNetHemorrhage.dll", "lib/net10.0/MLNetHemorrhage.xml", "buildTransitive/MLNetHemorrhage.targets", "docs/rules/MLH1001.md", "docs/thresholds.md", "PACKAGE.md", "THIRD-PARTY-NOTICES.md"])
            CollectionAssert.Contains(files, file);
    }

    [TestMethod]
    public void The_stand_in_is_refused()
    {
        var (exitCode, output) = TestPackages.Pack(("MicrosoftMLSource", "standin"));
        Assert.AreEqual(1, exitCode, output);
        StringAssert.Contains(output, "error : Packages need the real Microsoft.ML 5.0.0, which is not in the NuGet cache.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void The_tool_installs_and_runs()
    {
        string tools = Path.Combine(TestPackages.Folder, "tools");
        Command.Succeed(TestPackages.Folder, TestPackages.Cache, "dotnet", "tool", "install", "MLNetHemorrhage.Tool", "--version", TestPackages.Version, "--tool-path", tools);
        string printed = Command.Succeed(TestPackages.Folder, null, Path.Combine(tools, "hemorrhage"), "inspect");
        StringAssert.Contains(printed, "llama", StringComparison.OrdinalIgnoreCase);
    }
}
