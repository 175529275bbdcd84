using System.Text.Json;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>Relative output errors of layers of stories260K, against those behind the published implementations.</summary>
[TestClass]
public sealed class ReferenceErrorTests
{
    private static readonly Dictionary<string, string> Names = new()
    {
        ["query"] = "self_attn.q_proj", ["key"] = "self_attn.k_proj", ["value"] = "self_attn.v_proj", ["output"] = "self_attn.o_proj",
        ["gate"] = "mlp.gate_proj", ["up"] = "mlp.up_proj", ["down"] = "mlp.down_proj",
    };

    [TestMethod]
    [DataRow("wanda@0.5", "prune(wanda, sparsity=0.5)")]
    [DataRow("sparsegpt@0.5", "prune(sparsegpt, sparsity=0.5)")]
    public void Errors_over_all_tokens_are_the_published_ones(string key, string recipe)
    {
        var published = ReferenceModel.Published("pruning", key).GetProperty("rel_err");
        var step = (PruningStep)Recipe.Parse(recipe).Steps[0] with { Rule = SelectionRule.Published };
        int compared = 0;
        foreach (var layer in ReferenceModel.Apply(new(step), new() { ErrorTokens = int.MaxValue }).Steps[0].Layers)
        {
            string[] words = layer.Name.Split(' ');
            if (!published.TryGetProperty(words[0] + words[1], out JsonElement block)) continue;
            double expected = block.GetProperty(Names[words[2]]).GetDouble();
            Assert.AreEqual(expected, layer.OutputError!.Value, 1e-4 * expected, layer.Name);
            compared++;
        }
        Assert.AreEqual(14, compared);
    }
}
