using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>What the methods do to stories260K, against the published implementations and an independent float64 engine.</summary>
[TestClass]
public sealed class ReferenceDamageTests
{
    // Relative; the engines differ in rounding alone.
    private const double Tolerance = 1e-5;

    private const string Calibration = "golden/oracle/tokens/stories260K.calib_64x256.i32";

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
    public void Perplexity_is_that_of_the_published_code(string section, string key, string recipe)
    {
        using var results = JsonDocument.Parse(File.ReadAllText(TestData.External("golden/oracle/results-stories260K.json")));
        double expected = results.RootElement.GetProperty(section).GetProperty(key).GetProperty("ppl").GetProperty("stories25").GetDouble();
        AssertPerplexity(expected, recipe);
    }

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
        Assert.AreEqual(expected, Perplexity(Apply(recipe).Model.Decoder), Tolerance * expected, recipe);

    private static RecipeResult Apply(string recipe)
    {
        var model = Checkpoint.LoadModel(TestData.External("models/stories260K/stories260K.bin"));
        var windows = TestData.Integers(TestData.External(Calibration)).Chunk(256);
        return RecipeRunner.Apply(model, Recipe.Parse(recipe), new CalibrationSet(windows));
    }

    /// <summary>Over the first 25 stories, every token after the first scored.</summary>
    private static double Perplexity(DecoderModel model)
    {
        int[] lengths = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.lengths.i32"));
        int[] ids = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.ids.i32"));
        int start = 0;
        var sequences = lengths.Take(25).Select(n => ids[start..(start += n)]).ToList();
        return Math.Exp(new DecoderRunner(model, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(sequences)).Average(x => (double)x));
    }
}
