using System.Text.Json;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class InspectTests
{
    private static readonly Workspace Files = new();

    [ClassCleanup]
    public static void Clean() => Files.Dispose();

    [TestMethod]
    public void The_tensors_add_up()
    {
        var json = JsonDocument.Parse(ToolRun.Here("inspect", "--model", Files.Model, "--format", "json").Succeeded().Out).RootElement;
        var tensors = json.GetProperty("tensors").EnumerateArray().ToArray();
        Assert.HasCount(1 + 2 * 9 + 1, tensors);
        Assert.AreEqual(tensors.Sum(t => t.GetProperty("bytes").GetInt64()), json.GetProperty("bytes").GetInt64());
        Assert.AreEqual(4 * json.GetProperty("parameters").GetInt64(), json.GetProperty("bytes").GetInt64());
        Assert.AreEqual(2, json.GetProperty("architecture").GetProperty("blockCount").GetInt32());
        Assert.AreEqual(286, json.GetProperty("tokenizer").GetProperty("vocabularySize").GetInt32());
    }

    [TestMethod]
    public void The_table_shows_architecture_and_tensors()
    {
        var table = ToolRun.Here("inspect", "--model", Files.Model).Succeeded().Out;
        StringAssert.Contains(table, "4 of size 8, 2 for keys and values");
        StringAssert.Matches(table, new(@"block 1 gate +64 × 32 +f32 +8,192"));
        StringAssert.Matches(table, new(@"total "));
    }
}
