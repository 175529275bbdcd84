using System.Diagnostics;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class CancellationTests
{
    private static readonly Workspace Files = new();

    [ClassCleanup]
    public static void Clean() => Files.Dispose();

    [TestMethod]
    [DataRow("perplexity")]
    [DataRow("evaluate", "--recipe", "quantize(rtn, bits=4)")]
    [DataRow("generate", "--prompt", "a")]
    public void Cancelled_work_says_so_and_leaves_nothing(params string[] command)
    {
        string[] text = command[0] == "generate" ? [] : ["--text", Files.TextFile];
        var run = ToolRun.Here(new CancellationToken(canceled: true), [.. command, "--model", Files.Model, .. text, "--output", Files["out.txt"]]);
        Assert.AreEqual(Tool.CommandLine.ExitCode.Cancelled, run.ExitCode);
        Assert.AreEqual("cancelled\n", run.Error);
        Assert.AreEqual("", run.Out);
        Assert.IsEmpty(Directory.GetFiles(Files.Root, "*out*"));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)]
    public void Ctrl_C_stops_the_process_soon()
    {
        // Far more work than a test has time for.
        using var process = ToolRun.Start("compare", "--model", Files.Model, "--text", Files.Write("long.txt", string.Concat(Enumerable.Repeat(Workspace.Text, 20_000))),
            "--protocol", "windows:1000000", "--output", Files["never.txt"]);
        while (Directory.GetFiles(Files.Root, ".never.txt*").Length == 0 && !process.HasExited) Thread.Sleep(20);
        Thread.Sleep(500);
        using (Process.Start("kill", ["-INT", $"{process.Id}"])) { }
        var clock = Stopwatch.StartNew();
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.AreEqual(Tool.CommandLine.ExitCode.Cancelled, process.ExitCode, error);
        StringAssert.EndsWith(error, $"cancelled{Environment.NewLine}");
        Assert.IsLessThan(5, clock.Elapsed.TotalSeconds);
        Assert.IsEmpty(Directory.GetFiles(Files.Root, "*never*"));
    }
}
