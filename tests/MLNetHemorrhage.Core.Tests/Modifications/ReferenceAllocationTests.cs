using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Pruning.Allocation;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>Allocations on stories260K: OWL against the published implementation, measured losses against equal shares.</summary>
[TestClass]
public sealed class ReferenceAllocationTests
{
    [TestMethod]
    [DataRow("0.1"), DataRow("0.3"), DataRow("0.5"), DataRow("0.6"), DataRow("0.7")]
    public void Owl_with_the_published_counts_has_the_published_perplexity(string sparsity)
    {
        var published = ReferenceModel.Published("pruning", $"owl_wanda@{sparsity}");
        var step = new WandaPruning { Sparsity = double.Parse(sparsity, System.Globalization.CultureInfo.InvariantCulture), Allocation = LayerAllocation.Owl, Rule = SelectionRule.Published };
        var decoder = ReferenceModel.Apply(new Recipe(step)).Model.Decoder;
        double expected = published.GetProperty("ppl").GetProperty("stories25").GetDouble();
        Assert.AreEqual(expected, ReferenceModel.Perplexity(decoder), 1e-4 * expected);
        double[] blocks = [.. decoder.Blocks.Select(b => DecoderBlock.Roles.Sum(r => (double)b[r].ZeroCount) / DecoderBlock.Roles.Sum(r => b[r].Count))];
        AssertClose(Numbers(published, "block_sparsity"), blocks, 1e-6);
    }

    [TestMethod]
    [DataRow("sparsegpt_owl@0.5", "prune(sparsegpt, sparsity=0.5, allocation=owl)"), DataRow("sparsegpt_owl@0.7", "prune(sparsegpt, sparsity=0.7, allocation=owl)")]
    [DataRow("admm_owl@0.5", "prune(admm, sparsity=0.5, allocation=owl)"), DataRow("admm_owl@0.7", "prune(admm, sparsity=0.7, allocation=owl)")]
    public void Owl_under_methods_that_repair_has_the_reference_perplexity(string key, string recipe)
    {
        double expected = ReferenceModel.PublishedPerplexity("pruning", key);
        var step = (PruningStep)Recipe.Parse(recipe).Steps[0] with { Rule = SelectionRule.Published };
        Assert.AreEqual(expected, ReferenceModel.Perplexity(ReferenceModel.Apply(new Recipe(step)).Model.Decoder), 1e-4 * expected);
    }

    [TestMethod]
    public void Outliers_and_shares_of_blocks_are_the_published_ones()
    {
        var model = ReferenceModel.Load().Decoder;
        var context = new StepContext(ReferenceModel.Calibration(), WorkerPool.Shared, _ => { }, CancellationToken.None);
        double[] outliers = OutlierRatios.Measure(model, context, 5);
        long[] counts = [.. model.Blocks.Select(b => DecoderBlock.Roles.Sum(r => b[r].Count))];
        foreach (double sparsity in (double[])[0.5, 0.6, 0.7])
        {
            var published = ReferenceModel.Published("pruning", FormattableString.Invariant($"sparsegpt_owl@{sparsity}"));
            AssertClose(Numbers(published, "owl_D"), outliers, 1e-6);
            foreach (var rule in Enum.GetValues<SelectionRule>())
                AssertClose(Numbers(published, "owl_block_sparsity"), OwlAllocation.Shares(outliers, counts, sparsity, 0.08, rule), 1e-8);
        }
    }

    [TestMethod]
    public void Sensitivity_loses_far_less_than_equal_shares()
    {
        double uniform = ReferenceModel.Perplexity(ReferenceModel.Apply(Recipe.Parse("prune(magnitude, sparsity=0.5)")).Model.Decoder);
        double sensitivity = ReferenceModel.Perplexity(ReferenceModel.Apply(Recipe.Parse("prune(magnitude, sparsity=0.5, allocation=sensitivity)")).Model.Decoder);
        Assert.IsLessThan(0.6 * uniform, sensitivity);
    }

    private static double[] Numbers(JsonElement of, string name) => [.. of.GetProperty(name).EnumerateArray().Select(n => n.GetDouble())];

    private static void AssertClose(double[] expected, double[] actual, double tolerance)
    {
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], tolerance, $"block {i}");
    }
}
