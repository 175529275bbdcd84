namespace MLNetHemorrhage.Packaging.Tests;

/// <summary>The packages, made by the script once for all tests, with a package cache and a source of their own.</summary>
[TestClass]
public static class TestPackages
{
    /// <summary>The version that such packages have.</summary>
    public const string Version = "0.0.0-standin";

    /// <summary>The repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Temporary; everything of the tests is in here.</summary>
    public static string Folder { get; } = Path.Combine(Path.GetTempPath(), "mlnethemorrhage-packaging-" + Path.GetRandomFileName());

    /// <summary>Where restored packages go: the user's own cache stays clean.</summary>
    public static (string Name, string Value) Cache => ("NUGET_PACKAGES", Path.Combine(Folder, "cache"));

    /// <summary>A package file.</summary>
    public static string File(string id) => Path.Combine(Folder, "packages", $"{id}.{Version}.nupkg");

    /// <summary>Makes the packages.</summary>
    [AssemblyInitialize]
    public static void Make(TestContext context)
    {
        Directory.CreateDirectory(Folder);
        // What the tests were built with is packed as it is; the stand-in, where they were built without it, is built first.
        string[] noBuild = AppContext.BaseDirectory.Contains("standin", StringComparison.Ordinal) ? ["--no-build"] : [];
        var (exitCode, output) = Pack(null, ["--for-tests", Path.Combine(Folder, "packages"), "--configuration", new DirectoryInfo(AppContext.BaseDirectory).Name, .. noBuild]);
        Assert.AreEqual(0, exitCode, output);
        // No source but this one: a restore needs no network.
        System.IO.File.WriteAllText(Path.Combine(Folder, "nuget.config"),
            """<configuration><packageSources><clear /><add key="packages" value="packages" /></packageSources></configuration>""");
        System.IO.File.WriteAllText(Path.Combine(Folder, "Directory.Build.props"), "<Project />");
        System.IO.File.WriteAllText(Path.Combine(Folder, "Directory.Build.targets"), "<Project />");
        System.IO.File.WriteAllText(Path.Combine(Folder, "Directory.Packages.props"), "<Project />");
    }

    /// <summary>Removes what the tests made.</summary>
    [AssemblyCleanup]
    public static void Clean() => Directory.Delete(Folder, recursive: true);

    /// <summary>Runs the script.</summary>
    internal static (int ExitCode, string Output) Pack((string Name, string Value)? setting, params string[] arguments) => OperatingSystem.IsWindows()
        ? Command.Run(Root, setting, "cmd", ["/c", "eng\\pack.cmd", .. arguments])
        : Command.Run(Root, setting, "bash", ["eng/pack.sh", .. arguments]);

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !System.IO.File.Exists(Path.Combine(folder, "MLNetHemorrhage.sln"))) folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("The tests run outside the repository.");
    }
}
