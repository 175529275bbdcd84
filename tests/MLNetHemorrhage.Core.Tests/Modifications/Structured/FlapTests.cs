using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

[TestClass]
public sealed class FlapTests
{
    [TestMethod]
    [DataRow("flap_head@0.3", 0.3, HeadUnit.Query, true)]
    [DataRow("flap_head@0.5", 0.5, HeadUnit.Query, true)]
    [DataRow("flap_kvgroup@0.2", 0.2, HeadUnit.KeyValue, true)]
    [DataRow("flap_mlp@0.5", 0.5, HeadUnit.None, true)]
    [DataRow("flap_head_nobias@0.3", 0.3, HeadUnit.Query, false)]
    public void With_the_statistics_of_the_published_code_it_gives_its_model(string key, double ratio, HeadUnit heads, bool bias)
    {
        var expected = ReferenceModel.Published("structured", key);
        var model = ReferenceModel.Load().Decoder;
        var step = new FlapPruning { Ratio = ratio, Heads = heads, Bias = bias };
        var run = new FlapRun(step, model, ReferenceModel.Context()) { NewStatistic = columns => new PublishedFluctuation(columns, 256), RemovesThreshold = true };
        var smaller = run.Run().Model;
        int unit = heads == HeadUnit.KeyValue ? 2 : 1;
        CollectionAssert.AreEqual(Counts(expected, "removed_heads"), smaller.Shape.Blocks.Select(b => (8 - b.HeadCount) / unit).ToArray());
        CollectionAssert.AreEqual(Counts(expected, "removed_channels"), smaller.Shape.Blocks.Select(b => 172 - b.FeedForwardSize).ToArray());
        ReferenceModel.AssertPerplexity(expected, smaller);
    }

    [TestMethod]
    [DataRow("flap_head@0.2", "pruneStructured(flap, ratio=0.2)")]
    [DataRow("flap_kvgroup@0.3", "pruneStructured(flap, ratio=0.3, heads=keyValue)")]
    public void True_variances_lose_about_as_much_as_the_published_running_ones(string key, string recipe)
    {
        var result = ReferenceModel.Apply(recipe);
        var expected = ReferenceModel.Published("structured", key);
        ReferenceModel.AssertPerplexity(expected, result.Model.Decoder, 0.15);
        Assert.AreEqual(expected.GetProperty("removed_param_fraction").GetDouble(), result.Steps[0].Structure!.OfBlocks, 0.01);
    }

    [TestMethod]
    public void What_never_changes_is_removed_without_loss()
    {
        // With one embedding for all ids every input is the same for all tokens, to rounding.
        var model = WithOneEmbedding();
        var smaller = Samples.Apply("pruneStructured(flap, ratio=0.5)", model).Model.Decoder;
        Cut.AssertNear(Samples.Hidden(model.Decoder), Samples.Hidden(smaller), 1e-6);
        var without = Samples.Apply("pruneStructured(flap, ratio=0.5, bias=false)", model).Model.Decoder;
        Assert.IsTrue(without.Blocks.All(b => b.Additions.DownBias is null));
        Assert.ThrowsExactly<AssertFailedException>(() => Cut.AssertNear(Samples.Hidden(model.Decoder), Samples.Hidden(without), 1e-2));
    }

    [TestMethod]
    public void Statistics_are_the_definitions_and_do_not_depend_on_the_cut()
    {
        var x = Matrices.Random(50, 70, 4);
        for (int t = 0; t < 50; t++) x.Row(t)[7] = 0.1f;
        InputFluctuation whole = new(70), parts = new(70);
        whole.Add(x.View, WorkerPool.Shared);
        foreach (var (first, count) in new[] { (0, 1), (1, 30), (31, 19) }) parts.Add(x.View.RowRange(first, count), WorkerPool.Shared);
        CollectionAssert.AreEqual(whole.Variances(), parts.Variances());
        Assert.AreEqual(0.0, whole.Variances()[7]);
        Assert.AreEqual((double)0.1f, whole.Means()[7]);
        for (int j = 0; j < 70; j++)
        {
            double[] column = [.. Enumerable.Range(0, 50).Select(t => (double)x[t, j])];
            double mean = column.Average();
            Assert.AreEqual(mean, whole.Means()[j], 1e-12);
            Assert.AreEqual(column.Average(v => (v - mean) * (v - mean)), whole.Variances()[j], 1e-12);
            Assert.AreEqual(column.Sum(v => v * v), whole.SquareSums()[j], 1e-10);
        }
    }

    [TestMethod]
    [DataRow("wifv", HeadUnit.Query), DataRow("wifn", HeadUnit.KeyValue)]
    public void The_smaller_model_is_the_masked_one(string score, HeadUnit heads)
    {
        var model = Samples.Model();
        string recipe = $"pruneStructured(flap, ratio=0.4, score={score}, heads={RecipeWords.Of(heads)})";
        var smaller = Samples.Apply(recipe, model).Model.Decoder;
        var run = new FlapRun((FlapPruning)Recipe.Parse(recipe).Steps[0], model.Decoder, new(Samples.Calibration, WorkerPool.Shared, _ => { }, default)).Run();
        Layers.AssertSameBits(Samples.Hidden(Cut.Masked(model.Decoder, run)), Samples.Hidden(smaller));
    }

    [TestMethod]
    public void A_ratio_of_0_shares_every_block()
    {
        var model = Samples.Model();
        CollectionAssert.AreEqual(model.Decoder.Blocks.ToArray(), Samples.Apply("pruneStructured(flap, ratio=0)", model).Model.Decoder.Blocks.ToArray());
    }

    [TestMethod]
    public void One_head_and_one_channel_of_every_block_stay()
    {
        var step = Samples.Apply("pruneStructured(flap, ratio=0.99)");
        foreach (var shape in step.Model.Decoder.Shape.Blocks) Assert.IsTrue(shape is { HeadCount: >= 1, FeedForwardSize: >= 1 });
        Assert.IsTrue(step.Steps[0].Notes.Any(n => n.EndsWith("was kept, as not all may go", StringComparison.Ordinal)));
    }

    [TestMethod]
    public void One_thread_and_three_give_the_same_model() =>
        Cut.AssertSameBits(
            Samples.Apply("pruneStructured(flap, ratio=0.4)", threads: 1).Model.Decoder, Samples.Apply("pruneStructured(flap, ratio=0.4)", threads: 3).Model.Decoder);

    [TestMethod]
    public void An_input_that_is_not_finite_is_named()
    {
        var model = Samples.Model();
        var infinite = model.Decoder.Blocks[1][LinearRole.Value].ToMatrix();
        infinite[2, 0] = float.PositiveInfinity;
        var broken = Cut.Replace(model, 1, LinearRole.Value, infinite);
        StringAssert.StartsWith(Samples.ErrorOf("pruneStructured(flap)", broken), "block 1 output: input ");
    }

    private static LanguageModel WithOneEmbedding()
    {
        var model = Samples.Model();
        var embedding = model.Decoder.Embedding.ToMatrix();
        for (int id = 1; id < embedding.Rows; id++) embedding.Row(0).CopyTo(embedding.Row(id));
        var (decoder, table) = (model.Decoder, new DenseWeights(embedding));
        return model.With(new(decoder.Spec, table, decoder.Blocks, decoder.FinalNorm, decoder.Head));
    }

    private static int[] Counts(JsonElement result, string name) => [.. result.GetProperty(name).EnumerateArray().Select(c => c.GetInt32())];
}
