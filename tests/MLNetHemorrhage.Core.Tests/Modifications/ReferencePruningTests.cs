using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>What the pruning methods do to stories260K, with the published counts of weights, against the published implementations.</summary>
[TestClass]
public sealed class ReferencePruningTests
{
    // Relative; the published code works in single precision throughout.
    private const double Tolerance = 1e-5;

    private static readonly Lazy<LanguageModel> Model = new(() => Checkpoint.LoadModel(TestData.External("models/stories260K/stories260K.bin")));

    [TestMethod]
    [DataRow("magnitude_row@0.7", "prune(magnitude, sparsity=0.7, scope=row)", 25)]
    [DataRow("magnitude_matrix@0.6", "prune(magnitude, sparsity=0.6)", 100)]
    [DataRow("wanda@0.7", "prune(wanda, sparsity=0.7)", 100)]
    [DataRow("sparsegpt@0.1", "prune(sparsegpt, sparsity=0.1)", 25)]
    [DataRow("sparsegpt@0.5", "prune(sparsegpt, sparsity=0.5)", 100)]
    [DataRow("sparsegpt@0.8", "prune(sparsegpt, sparsity=0.8)", 25)]
    [DataRow("ria@0.5", "prune(ria, sparsity=0.5)", 100)]
    [DataRow("ria_row@0.7", "prune(ria, sparsity=0.7, scope=row)", 25)]
    [DataRow("admm@0.5", "prune(admm, sparsity=0.5)", 100)]
    [DataRow("admm@0.7", "prune(admm, sparsity=0.7)", 25)]
    [DataRow("magnitude@4:8", "prune(magnitude, pattern=4:8)", 25)]
    [DataRow("wanda@2:4", "prune(wanda, pattern=2:4)", 25)]
    [DataRow("wanda@4:8", "prune(wanda, pattern=4:8)", 25)]
    [DataRow("sparsegpt@2:4", "prune(sparsegpt, pattern=2:4)", 25)]
    [DataRow("sparsegpt@4:8", "prune(sparsegpt, pattern=4:8)", 25)]
    [DataRow("dsnot_wanda_all_cycles2_samesign@0.5", "prune(dsnot, sparsity=0.5, cycles=2)", 25)]
    [DataRow("dsnot_wanda_all_cycles8_samesign@0.5", "prune(dsnot, sparsity=0.5, cycles=8)", 25)]
    [DataRow("dsnot_wanda_all_cycles2_samesign@0.6", "prune(dsnot, sparsity=0.6, cycles=2)", 25)]
    [DataRow("dsnot_wanda_all_cycles8_samesign@0.6", "prune(dsnot, sparsity=0.6, cycles=8)", 25)]
    [DataRow("dsnot_wanda_all_cycles2_samesign@0.7", "prune(dsnot, sparsity=0.7, cycles=2)", 25)]
    [DataRow("dsnot_wanda_all_cycles8_samesign@0.7", "prune(dsnot, sparsity=0.7, cycles=8)", 25)]
    [DataRow("ria@2:4", "prune(ria, pattern=2:4)", 25)]
    public void Perplexity_is_that_of_the_published_code(string key, string recipe, int stories) =>
        AssertPerplexity(key, (PruningStep)Recipe.Parse(recipe).Steps[0] with { Rule = SelectionRule.Published }, stories);

    [TestMethod]
    [DataRow("magnitude_raggedtail@4:8", "prune(magnitude, pattern=4:8)")]
    [DataRow("wanda_raggedtail@4:8", "prune(wanda, pattern=4:8)")]
    public void A_short_last_group_loses_its_share(string key, string recipe) =>
        AssertPerplexity(key, (PruningStep)Recipe.Parse(recipe).Steps[0], 25);

    private static void AssertPerplexity(string key, PruningStep step, int stories)
    {
        using var results = JsonDocument.Parse(File.ReadAllText(TestData.External("golden/oracle/results-stories260K.json")));
        double expected = results.RootElement.GetProperty("pruning").GetProperty(key).GetProperty("ppl").GetProperty($"stories{stories}").GetDouble();
        var windows = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.calib_64x256.i32")).Chunk(256);
        var pruned = RecipeRunner.Apply(Model.Value, new Recipe(step), new CalibrationSet(windows)).Model.Decoder;
        Assert.AreEqual(expected, Perplexity(pruned, stories), Tolerance * expected, key);
    }

    /// <summary>Over the first stories, every token after the first scored.</summary>
    private static double Perplexity(DecoderModel model, int stories)
    {
        int[] lengths = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.lengths.i32"));
        int[] ids = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.ids.i32"));
        int start = 0;
        var sequences = lengths.Take(stories).Select(n => ids[start..(start += n)]).ToList();
        return Math.Exp(new DecoderRunner(model, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(sequences)).Average(x => (double)x));
    }
}
