using System.Text.Json;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class GenerateTests
{
    private static readonly Workspace Files = new();

    [ClassCleanup]
    public static void Clean() => Files.Dispose();

    [TestMethod]
    public void The_text_begins_with_the_prompt_and_ends_with_a_line_end()
    {
        var text = Run("--max-tokens", "5").Out;
        StringAssert.StartsWith(text, "the cat");
        StringAssert.EndsWith(text, "\n");
        Assert.AreEqual(text, Run("--max-tokens", "5").Out);
    }

    [TestMethod]
    public void The_json_holds_the_same_text()
    {
        var json = JsonDocument.Parse(Run("--max-tokens", "5", "--format", "json").Out).RootElement;
        Assert.AreEqual("the cat", json.GetProperty("prompt").GetString());
        Assert.AreEqual(Run("--max-tokens", "5").Out, $"the cat{json.GetProperty("text").GetString()}\n");
        Assert.AreEqual("tokenLimit", json.GetProperty("stopReason").GetString());
    }

    [TestMethod]
    public void The_seed_decides_what_is_sampled()
    {
        var first = Sample(1);
        Assert.AreEqual(first, Sample(1));
        Assert.AreNotEqual(first, Sample(2));

        static string Sample(int seed) => Run("--temperature", "1", "--seed", $"{seed}", "--max-tokens", "30").Out;
    }

    [TestMethod]
    public void A_file_gets_what_the_terminal_would()
    {
        Assert.AreEqual("", Run("--max-tokens", "5", "--output", Files["text.txt.out"]).Out);
        Assert.AreEqual(Run("--max-tokens", "5").Out, File.ReadAllText(Files["text.txt.out"]));
    }

    [TestMethod]
    public void A_seed_without_sampling_is_pointed_out() =>
        Assert.AreEqual("note: --seed has no effect at temperature 0\n", Run("--seed", "1").Error);

    private static ToolRun Run(params string[] options) => ToolRun.Here(["generate", "--model", Files.Model, "--prompt", "the cat", .. options]).Succeeded();
}
