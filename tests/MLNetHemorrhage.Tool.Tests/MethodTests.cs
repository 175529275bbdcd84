using System.Text.Json;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;

namespace MLNetHemorrhage.Tests;

/// <summary>Every method of the table through the command.</summary>
[TestClass]
public sealed class MethodTests
{
    public static IEnumerable<object[]> Titles => ModificationMethods.All.Select(m => new object[] { m.Title });

    [TestMethod]
    [DynamicData(nameof(Titles))]
    public void A_method_is_evaluated_by_its_name(string title)
    {
        using var workspace = new Workspace();
        // A quarter of the tiny model's two blocks is none of them, and no superblock of ggml fits its rows.
        string[] subject = Recipe.Parse(title).Steps[0] is { Kind: ModificationKind.PruneStructured } or GgmlQuantization
            ? ["--calibration-windows", "2", "--protocol", "documents:2"]
            : ["--model", workspace.Model, "--text", workspace.TextFile, "--calibration", workspace.TextFile];
        var report = JsonDocument.Parse(ToolRun.Here(["evaluate", "--recipe", title, "--format", "json", .. subject]).Succeeded().Out).RootElement;
        Assert.AreEqual($"{Recipe.Parse(title)}", report.GetProperty("recipe").GetString());
        Assert.IsGreaterThan(0, report.GetProperty("klDivergence").GetProperty("mean").GetProperty("value").GetDouble());
        var size = report.GetProperty("size");
        Assert.AreNotEqual(size.GetProperty("baseBytes").GetInt64(), size.GetProperty("modifiedBytes").GetInt64());
    }
}
