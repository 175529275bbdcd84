using System.Diagnostics;
using MLNetHemorrhage.Tool.CommandLine;

namespace MLNetHemorrhage.Tests;

/// <summary>What a run of the tool left behind.</summary>
internal sealed record ToolRun(int ExitCode, string Out, string Error)
{
    /// <summary>Runs the built executable as a user would.</summary>
    public static ToolRun Process(params string[] args) => Finish(Start(args));

    /// <summary>Runs the built executable with a setting of the run time.</summary>
    public static ToolRun ProcessWith(string variable, string value, params string[] args) => Finish(Start(args, (variable, value)));

    /// <summary>Starts the built executable without waiting for it.</summary>
    public static Process Start(params string[] args) => Start(args, null);

    private static ToolRun Finish(Process process)
    {
        using var _ = process;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        process.WaitForExit();
        return new(process.ExitCode, output.Result, error.Result);
    }

    private static Process Start(string[] args, (string Name, string Value)? variable)
    {
        var dll = Path.Combine(AppContext.BaseDirectory, "hemorrhage.dll");
        var start = new ProcessStartInfo(DotnetHost, ["exec", dll, .. args])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        if (variable is { } given) start.Environment[given.Name] = given.Value;
        return System.Diagnostics.Process.Start(start)!;
    }

    /// <summary>Runs the tool inside the test's process: the same code without the start of a process.</summary>
    public static ToolRun Here(params string[] args) => Here(CancellationToken.None, args);

    /// <summary>Runs the tool inside the test's process.</summary>
    public static ToolRun Here(CancellationToken cancellation, params string[] args)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var exitCode = ToolHost.Run(args, new(output, error, OutWidth: null, ErrorIsTerminal: false), cancellation);
        return new(exitCode, output.ToString(), error.ToString());
    }

    /// <summary>The host that runs the tests also runs the tool.</summary>
    private static string DotnetHost => Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";

    /// <summary>The run must have succeeded.</summary>
    public ToolRun Succeeded()
    {
        Assert.AreEqual(Tool.CommandLine.ExitCode.Success, ExitCode, Error);
        return this;
    }

    /// <summary>The run must have refused its input: exit code 2, one line on the error stream that holds every given word, nothing on the other.</summary>
    public ToolRun Refused(params string[] words)
    {
        Assert.AreEqual(Tool.CommandLine.ExitCode.BadInput, ExitCode, Error);
        Assert.AreEqual("", Out);
        var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.HasCount(1, lines, Error);
        StringAssert.StartsWith(lines[0], "error: ");
        foreach (var word in words) StringAssert.Contains(lines[0], word);
        return this;
    }
}
