using System.Diagnostics;

namespace MLNetHemorrhage.Tests.Samples;

/// <summary>A sample, run in a process of its own as a user would run it. The process ends with this object.</summary>
internal sealed class SampleProgram : IDisposable
{
    private const int Patience = 120_000;

    private readonly Process _process;

    public SampleProgram(string name, params string[] arguments)
    {
        string configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        string program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", name, configuration, name + ".dll"));
        _process = Process.Start(new ProcessStartInfo("dotnet", ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginErrorReadLine();
    }

    public StreamReader Output => _process.StandardOutput;

    /// <summary>Everything that a program prints which succeeds.</summary>
    public static string[] Run(string name, params string[] arguments)
    {
        using var program = new SampleProgram(name, arguments);
        string printed = program.Output.ReadToEnd();
        Assert.IsTrue(program._process.WaitForExit(Patience));
        Assert.AreEqual(0, program._process.ExitCode, printed);
        return printed.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    public void Dispose()
    {
        if (!_process.HasExited) _process.Kill(entireProcessTree: true);
        _process.WaitForExit();
        _process.Dispose();
    }
}
