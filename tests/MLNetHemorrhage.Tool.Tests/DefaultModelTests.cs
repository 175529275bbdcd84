using System.Text.Json;

namespace MLNetHemorrhage.Tests;

/// <summary>What a newcomer sees: every command without any file.</summary>
[TestClass]
public sealed class DefaultModelTests
{
    [TestMethod]
    public void Every_command_works_without_a_file()
    {
        StringAssert.Contains(ToolRun.Here("inspect").Succeeded().Out, "default");
        StringAssert.Contains(ToolRun.Here("perplexity", "--protocol", "documents:3").Succeeded().Out, "documents:3,context=256,bos=true");
        StringAssert.StartsWith(ToolRun.Here("generate", "--prompt", "Anna went to", "--max-tokens", "10").Succeeded().Out, "Anna went to ");
        // On a slow machine there is progress to see, never a warning.
        string said = ToolRun.Here("evaluate", "--recipe", "prune(wanda, sparsity=0.5)", "--calibration-windows", "2", "--protocol", "documents:2").Succeeded().Error;
        Assert.IsTrue(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).All(line => line.EndsWith(" %", StringComparison.Ordinal)), said);
    }

    [TestMethod]
    public void Without_recipes_a_comparison_climbs_a_ladder_of_twelve()
    {
        string[] command = ["compare", "--calibration-windows", "1", "--protocol", "documents:1", "--format", "json"];
        var json = JsonDocument.Parse(ToolRun.Here(command).Succeeded().Out).RootElement;
        Assert.AreEqual(12, json.GetProperty("reports").GetArrayLength());
        var methods = json.GetProperty("collapse").GetProperty("methods").EnumerateArray().Select(m => m.GetProperty("method").GetString()).ToArray();
        CollectionAssert.AreEqual((string[])["prune(magnitude)", "prune(wanda)", "quantize(rtn)"], methods);
    }
}
