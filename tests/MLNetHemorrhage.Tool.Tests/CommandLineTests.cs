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
    public void Help_shows_an_example() =>
        StringAssert.Contains(ToolRun.Here("--help").Succeeded().Out, "hemorrhage evaluate --recipe");
}
