using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

[TestClass]
public sealed class BlockRemovalTests
{
    [TestMethod]
    [DataRow("sleb_barrier1_remove3", "pruneStructured(sleb, ratio=0.6)")]
    [DataRow("sleb_barrier0_remove4", "pruneStructured(sleb, ratio=0.8, barrier=0)")]
    [DataRow("shortgpt_remove2", "pruneStructured(shortgpt, ratio=0.4)")]
    [DataRow("shortgpt_remove4", "pruneStructured(shortgpt, ratio=0.8)")]
    public void Removed_blocks_and_perplexity_are_those_of_the_published_definitions(string key, string recipe)
    {
        var expected = ReferenceModel.Published("structured", key);
        var result = ReferenceModel.Apply(recipe);
        var order = string.Join(", ", expected.GetProperty("removed").EnumerateArray().Select(b => b.GetInt32()));
        Assert.AreEqual($"removed of 5 blocks, in this order: {order}", result.Steps[0].Notes.Single());
        ReferenceModel.AssertPerplexity(expected, result.Model.Decoder);
    }

    [TestMethod]
    public void Influences_are_those_of_the_published_definition()
    {
        double[] expected = [.. ReferenceModel.Published("diagnostics", "shortgpt_BI").EnumerateArray().Select(i => i.GetDouble())];
        double[] influences = BlockInfluence.Measure(ReferenceModel.Load().Decoder, ReferenceModel.Context());
        for (int b = 0; b < expected.Length; b++) Assert.AreEqual(expected[b], influences[b], 1e-6, $"block {b}");
    }

    [TestMethod]
    public void The_first_block_that_sleb_removes_is_the_one_whose_absence_costs_least()
    {
        var original = Samples.Model();
        var model = original.Decoder;
        double[] losses = [.. Enumerable.Range(1, 3).Select(without => Samples.Losses(Without(model, without)).Average(x => (double)x))];
        int best = 1 + Array.IndexOf(losses, losses.Min());
        var removed = Samples.Apply("pruneStructured(sleb, ratio=0.2)", original).Model.Decoder;
        CollectionAssert.AreEqual(Without(model, best).Blocks.ToArray(), removed.Blocks.ToArray());
    }

    [TestMethod]
    public void A_block_that_adds_nothing_has_no_influence_and_its_removal_changes_nothing()
    {
        var model = WithIdentityAt(2);
        var context = new StepContext(Samples.Calibration, WorkerPool.Shared, _ => { }, default);
        Assert.AreEqual(0.0, BlockInfluence.Measure(model.Decoder, context)[2]);
        foreach (string method in (string[])["sleb", "shortgpt"])
        {
            var smaller = Samples.Apply($"pruneStructured({method}, ratio=0.2)", model).Model.Decoder;
            Assert.HasCount(4, smaller.Blocks);
            if (method == "shortgpt") Layers.AssertSameBits(Samples.Hidden(model.Decoder), Samples.Hidden(smaller));
        }
    }

    [TestMethod]
    [DataRow("pruneStructured(sleb, ratio=0.4, barrier=0)"), DataRow("pruneStructured(shortgpt, ratio=0.4)")]
    public void One_thread_and_three_remove_the_same_blocks(string recipe)
    {
        var model = Samples.Model();
        CollectionAssert.AreEqual(
            Samples.Apply(recipe, model, threads: 1).Model.Decoder.Blocks.ToArray(), Samples.Apply(recipe, model, threads: 3).Model.Decoder.Blocks.ToArray());
    }

    [TestMethod]
    public void The_report_counts_the_parameters_that_are_gone()
    {
        var step = Samples.Apply("pruneStructured(shortgpt, ratio=0.5)").Steps[0];
        // Five blocks of 5,232 parameters, 2 tables of 37 x 24 and the last norm; round(2.5) is 2.
        const double Block = 2 * 576 + 2 * 288 + 3 * 960 + 48, Rest = 2 * 888 + 24;
        Assert.AreEqual(0.5, step.Structure!.Ratio);
        Assert.AreEqual(2.0 / 5, step.Structure.OfBlocks, 1e-12);
        Assert.AreEqual(2 * Block / (5 * Block + Rest), step.Structure.OfModel, 1e-12);
        Assert.IsNull(Samples.Apply("prune(magnitude)").Steps[0].Structure);
    }

    [TestMethod]
    public void Zeros_of_an_earlier_step_are_promised_by_the_blocks_that_stay()
    {
        var recipe = new Recipe([.. Recipe.Parse("prune(magnitude, sparsity=0.5) + pruneStructured(shortgpt, ratio=0.4)").Steps, new Overwrite()]);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(Samples.Model(), recipe, Samples.Calibration));
        StringAssert.StartsWith(error.Message, "step 3, prune(overwrite): block 2 query: 288 of 288 weights that step 1, prune(magnitude, sparsity=0.5), set to zero");
        Assert.HasCount(3, RecipeRunner.Apply(Samples.Model(), Recipe.Parse("prune(magnitude) + pruneStructured(shortgpt, ratio=0.4) + quantize(rtn)"), Samples.Calibration).Steps);
    }

    [TestMethod]
    public void Too_small_a_ratio_removes_nothing_and_says_so()
    {
        var model = Samples.Model();
        var result = Samples.Apply("pruneStructured(sleb, ratio=0.05)", model);
        Assert.AreSame(model.Decoder, result.Model.Decoder);
        Assert.AreEqual("no block is removed: 0.05 of 5 blocks rounds to 0", result.Steps[0].Notes.Single());
    }

    [TestMethod]
    [DataRow("pruneStructured(sleb, ratio=0.8)", "pruneStructured(sleb, ratio=0.8): expected at most 3 of 5 blocks to remove (the first 1 and the last 1 stay: barrier=1), found 4, which is round(5 · 0.8)")]
    [DataRow("pruneStructured(sleb, ratio=0.95, barrier=0)", "pruneStructured(sleb, ratio=0.95, barrier=0): expected at most 4 of 5 blocks to remove (one has to stay), found 5, which is round(5 · 0.95)")]
    [DataRow("pruneStructured(shortgpt, ratio=0.95)", "pruneStructured(shortgpt, ratio=0.95): expected at most 4 of 5 blocks to remove (one has to stay), found 5, which is round(5 · 0.95)")]
    [DataRow("pruneStructured(sleb, ratio=1)", "recipe, position 23: pruneStructured(sleb): ratio must be at least 0 and below 1, found 1")]
    [DataRow("pruneStructured(sleb, ratio=-0.1)", "recipe, position 23: pruneStructured(sleb): ratio must be at least 0 and below 1, found -0.1")]
    [DataRow("pruneStructured(sleb, barrier=-1)", "recipe, position 23: pruneStructured(sleb): barrier must be 0 or more, found -1")]
    [DataRow("pruneStructured(sleb, targets=all)", "recipe, position 23: pruneStructured(sleb): unknown parameter \"targets\"; known: ratio, barrier")]
    public void Bad_input_is_one_line_that_says_where(string recipe, string message) => Assert.AreEqual(message, Samples.ErrorOf(recipe));

    [TestMethod]
    public void Calibration_text_must_be_there_and_have_something_to_predict()
    {
        var missing = Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(Samples.Model(), Recipe.Parse("pruneStructured(shortgpt)")));
        Assert.AreEqual("pruneStructured(shortgpt, ratio=0.25): expected calibration text, found none", missing.Message);
        Assert.AreEqual("calibration text: expected a window of at least two tokens, found only windows of one", Samples.ErrorOf("pruneStructured(sleb)", calibration: new([[3], [4]])));
    }

    [TestMethod]
    public void Progress_reaches_the_last_block_and_cancellation_stops_the_search()
    {
        using var source = new CancellationTokenSource();
        int last = 0;
        var options = new RecipeOptions { Progress = new Listener(p => { last = p.BlocksDone; if (last == 2) source.Cancel(); }), Cancellation = source.Token };
        Assert.ThrowsExactly<OperationCanceledException>(() => RecipeRunner.Apply(Samples.Model(), Recipe.Parse("pruneStructured(sleb, ratio=0.4)"), Samples.Calibration, options));
        RecipeRunner.Apply(Samples.Model(), Recipe.Parse("pruneStructured(sleb, ratio=0.4)"), Samples.Calibration, new() { Progress = new Listener(p => last = p.BlocksDone) });
        Assert.AreEqual(5, last);
    }

    private static DecoderModel Without(DecoderModel model, int block) => model.WithBlocks([.. model.Blocks.Where((_, b) => b != block)]);

    private static LanguageModel WithIdentityAt(int block)
    {
        var model = Samples.Model();
        var zero = new Dictionary<LinearRole, WeightMatrix> { [LinearRole.Output] = Zeros(24, 24), [LinearRole.Down] = Zeros(24, 40) };
        return model.With(model.Decoder.WithBlocks([.. model.Decoder.Blocks.Select((b, i) => i == block ? b.With(zero) : b)]));
    }

    private static DenseWeights Zeros(int rows, int columns) => new(new Matrix(rows, columns));

    private sealed class Listener(Action<RecipeProgress> report) : IProgress<RecipeProgress>
    {
        public void Report(RecipeProgress value) => report(value);
    }

    /// <summary>Sets the queries of block 2 to one: a step that respects nothing.</summary>
    private sealed record Overwrite : Modification
    {
        private static readonly ModificationMethod Row = new ModificationMethod<Overwrite>(ModificationKind.Prune, "overwrite", "", needsCalibration: false, []);

        public override ModificationMethod Method => Row;

        internal override StepOutcome Apply(DecoderModel model, StepContext context)
        {
            var ones = new Matrix(24, 24);
            ones.Values.Fill(1);
            var replaced = new Dictionary<LinearRole, WeightMatrix> { [LinearRole.Query] = new DenseWeights(ones) };
            return new(model.WithBlocks([.. model.Blocks.Select((b, i) => i == 2 ? b.With(replaced) : b)]));
        }
    }
}
