namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class CommandLineTests
{
    [TestMethod]
    public void Without_arguments_it_points_to_the_help() => ToolRun.Here().Refused("hemorrhage --help");

    [TestMethod]
    public void An_unknown_command_is_refused() => ToolRun.Here("perplexed").Refused("perplexed");

    [TestMethod]
    public void The_executable_answers_as_the_code_does() => ToolRun.Process("perplexed").Refused("perplexed");

    [TestMethod]
    public void A_defect_is_told_from_bad_input()
    {
        using var broken = new StreamWriter(Stream.Null);
        broken.Dispose();
        using var error = new StringWriter();
        Assert.AreEqual(Tool.CommandLine.ExitCode.Unexpected, Tool.CommandLine.ToolHost.Run(["--help"], new(broken, error, null, false), CancellationToken.None));
        StringAssert.Contains(error.ToString(), nameof(ObjectDisposedException));
    }

    [TestMethod]
    public void The_version_is_that_of_the_assembly() =>
        StringAssert.StartsWith(ToolRun.Process("--version").Succeeded().Out, typeof(Tool.CommandLine.ToolHost).Assembly.GetName().Version!.ToString(3));

    [TestMethod]
    [DataRow("perplexity")]
    [DataRow("evaluate")]
    [DataRow("compare")]
    [DataRow("sweep")]
    [DataRow("advise")]
    [DataRow("generate")]
    [DataRow("inspect")]
    public void Every_command_explains_itself_with_an_example(string command) =>
        StringAssert.Contains(ToolRun.Here(command, "--help").Succeeded().Out, $"  hemorrhage {command}");

    [TestMethod]
    public void Help_shows_an_example() =>
        StringAssert.Contains(ToolRun.Here("--help").Succeeded().Out, "hemorrhage evaluate --recipe");
}
