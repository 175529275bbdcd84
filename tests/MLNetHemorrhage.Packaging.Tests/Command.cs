using System.Diagnostics;

namespace MLNetHemorrhage.Packaging.Tests;

/// <summary>A command as a user would give it: without what the test run has put into the environment, and no process left behind.</summary>
internal static class Command
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static (int ExitCode, string Output) Run(string folder, (string Name, string Value)? setting, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string name in start.Environment.Keys.Where(IsOfTheTestRun).ToList()) start.Environment.Remove(name);
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        if (setting is { } given) start.Environment[given.Name] = given.Value;
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} took longer than {Patience}.");
        }
        return (process.ExitCode, output.Result + errors.Result);
    }

    public static string Succeed(string folder, (string Name, string Value)? setting, string program, params string[] arguments)
    {
        var (exitCode, output) = Run(folder, setting, program, arguments);
        Assert.AreEqual(0, exitCode, output);
        return output;
    }

    // Properties of the build that runs the tests would become properties of the builds in them.
    private static bool IsOfTheTestRun(string name) =>
        name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "RunAnalyzers" or "MicrosoftMLSource" or "Configuration";
}
