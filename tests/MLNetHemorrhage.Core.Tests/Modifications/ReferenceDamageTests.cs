using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>What the methods do to stories260K, against the published implementations and an independent float64 engine.</summary>
[TestClass]
public sealed class ReferenceDamageTests
{
    // Relative; the engines differ in rounding alone.
    private const double Tolerance = 1e-5;

    [TestMethod]
    [DataRow("prune0.1", "prune(magnitude, sparsity=0.1)")]
    [DataRow("prune0.2", "prune(magnitude, sparsity=0.2)")]
    [DataRow("prune0.3", "prune(magnitude, sparsity=0.3)")]
    [DataRow("prune0.4", "prune(magnitude, sparsity=0.4)")]
    [DataRow("prune0.5", "prune(magnitude, sparsity=0.5)")]
    [DataRow("prune0.6", "prune(magnitude, sparsity=0.6)")]
    [DataRow("prune0.7", "prune(magnitude, sparsity=0.7)")]
    [DataRow("prune0.8", "prune(magnitude, sparsity=0.8)")]
    [DataRow("prune0.9", "prune(magnitude, sparsity=0.9)")]
    [DataRow("rtn8", "quantize(rtn, bits=8)")]
    [DataRow("rtn6", "quantize(rtn, bits=6)")]
    [DataRow("rtn5", "quantize(rtn, bits=5)")]
    [DataRow("rtn4", "quantize(rtn, bits=4)")]
    [DataRow("rtn3", "quantize(rtn, bits=3)")]
    [DataRow("rtn2", "quantize(rtn, bits=2)")]
    public void Perplexity_is_that_of_the_float64_engine(string key, string recipe)
    {
        using var reference = JsonDocument.Parse(File.ReadAllText(TestData.External("golden/reference.stories260K.json")));
        double expected = reference.RootElement.GetProperty("stories260K").GetProperty("stories25_ppl").GetProperty(key).GetDouble();
        AssertPerplexity(expected, recipe);
    }

    [TestMethod]
    [DataRow("pruning", "wanda@0.5", "prune(wanda, sparsity=0.5)")]
    [DataRow("pruning", "magnitude_row@0.5", "prune(magnitude, sparsity=0.5, scope=row)")]
    [DataRow("quantization", "rtn_sym_row@4b", "quantize(rtn, bits=4)")]
    [DataRow("quantization", "rtn_sym_g32@4b", "quantize(rtn, bits=4, group=32)")]
    [DataRow("quantization", "rtn_sym_g32@3b", "quantize(rtn, bits=3, group=32)")]
    [DataRow("quantization", "rtn_asym_row@4b", "quantize(rtn, bits=4, symmetric=false)")]
    [DataRow("quantization", "rtn_asym_row@3b", "quantize(rtn, bits=3, symmetric=false)")]
    [DataRow("quantization", "rtn_asym_g32@4b", "quantize(rtn, bits=4, group=32, symmetric=false)")]
    [DataRow("quantization", "rtn_asym_g32@3b", "quantize(rtn, bits=3, group=32, symmetric=false)")]
    [DataRow("stacks", "wanda50+rtn_sym_row@4b", "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)")]
    [DataRow("stacks", "wanda50+rtn_asym_row@3b", "prune(wanda, sparsity=0.5) + quantize(rtn, bits=3, symmetric=false)")]
    [DataRow("stacks", "rtn_sym_row_then_wanda50@4b", "quantize(rtn, bits=4) + prune(wanda, sparsity=0.5)")]
    public void Perplexity_is_that_of_the_published_code(string section, string key, string recipe) =>
        AssertPerplexity(ReferenceModel.PublishedPerplexity(section, key), recipe);

    [TestMethod]
    public void Wanda_masks_are_those_of_the_published_code()
    {
        byte[] expected = File.ReadAllBytes(TestData.External("golden/oracle/arrays/stories260K_wanda50_masks.u8"));
        var pruned = Apply("prune(wanda, sparsity=0.5)").Model.Decoder;
        // The file holds the layers in the order of the roles, block after block.
        byte[] actual = [.. pruned.Blocks.SelectMany(b => DecoderBlock.Roles.SelectMany(r => b[r].ToMatrix().Values.ToArray())).Select(w => (byte)(w == 0 ? 1 : 0))];
        CollectionAssert.AreEqual(expected, actual);
    }

    private static void AssertPerplexity(double expected, string recipe) =>
        Assert.AreEqual(expected, ReferenceModel.Perplexity(Apply(recipe).Model.Decoder), Tolerance * expected, recipe);

    private static RecipeResult Apply(string recipe) => ReferenceModel.Apply(Recipe.Parse(recipe));
}
