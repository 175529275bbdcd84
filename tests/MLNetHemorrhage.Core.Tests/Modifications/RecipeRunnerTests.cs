using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Numerics;
using MLNetHemorrhage.Tests.Robustness.Sweeps;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class RecipeRunnerTests
{
    private static readonly CalibrationSet Calibration = new(RandomDecoder.Windows(RandomDecoder.Spec(), 30, 5, 17));

    [TestMethod]
    public void A_block_is_calibrated_behind_the_modified_blocks_and_before_its_own_change()
    {
        var original = Model().Decoder;
        var pruned = Apply("prune(wanda, sparsity=0.4)").Model.Decoder;
        var pool = WorkerPool.Shared;
        for (int b = 0; b < original.Blocks.Count; b++)
        {
            var runner = new DecoderRunner(original, pool);
            var batch = new TokenBatch(Calibration.Windows);
            var hidden = runner.Embed(batch);
            for (int before = 0; before < b; before++) runner.RunBlock(pruned.Blocks[before], batch, hidden);
            var inputs = new InputRecorder();
            runner.RunBlock(original.Blocks[b], batch, hidden, inputs);
            foreach (var role in DecoderBlock.Roles)
            {
                var expected = Layers.Modify(new WandaPruning { Sparsity = 0.4 }, original.Blocks[b][role], inputs.Of(role));
                Layers.AssertSameBits(expected.ToMatrix(), pruned.Blocks[b][role].ToMatrix());
            }
        }
    }

    [TestMethod]
    [DataRow("prune(wanda, targets=all)", true)]
    [DataRow("prune(magnitude, scope=row) + quantize(rtn, bits=3, group=8, symmetric=false, targets=all)", false)]
    [DataRow("prune(wanda, sparsity=0.3) + prune(wanda, sparsity=0.6) + quantize(rtn)", false)]
    public void One_thread_and_three_give_the_same_bits(string recipe, bool tied)
    {
        var (one, three) = (Weights(recipe, tied, 1), Weights(recipe, tied, 3));
        for (int i = 0; i < one.Count; i++) Layers.AssertSameBits(one[i], three[i]);
    }

    [TestMethod]
    public void The_given_model_stays_as_it_is_and_shares_what_no_step_touched()
    {
        var model = Model();
        var before = NamedWeights.Of(model.Decoder, ModificationTargets.All).Select(w => w.Weights.ToMatrix()).ToList();
        var result = Apply("prune(wanda) + quantize(rtn, bits=2)", model);
        var after = NamedWeights.Of(model.Decoder, ModificationTargets.All).Select(w => w.Weights.ToMatrix()).ToList();
        for (int i = 0; i < before.Count; i++) Layers.AssertSameBits(before[i], after[i]);
        Assert.AreSame(model.Decoder.Embedding, result.Model.Decoder.Embedding);
        Assert.AreSame(model.Decoder.Head, result.Model.Decoder.Head);
        Assert.AreSame(model.Tokenizer, result.Model.Tokenizer);
    }

    [TestMethod]
    [DataRow("quantize(rtn, bits=2)"), DataRow("quantize(rtn, bits=4, group=8, symmetric=false)")]
    public void Quantizing_keeps_the_pruned_weights_at_zero(string second)
    {
        var pruned = Apply("prune(wanda, sparsity=0.6)").Model.Decoder;
        var both = Apply($"prune(wanda, sparsity=0.6) + {second}").Model.Decoder;
        var pairs = NamedWeights.Of(pruned, ModificationTargets.Blocks).Zip(NamedWeights.Of(both, ModificationTargets.Blocks));
        foreach (var (before, after) in pairs)
        {
            var (zeros, values) = (before.Weights.ToMatrix(), after.Weights.ToMatrix());
            for (int i = 0; i < zeros.Values.Length; i++)
                if (zeros.Values[i] == 0) Assert.AreEqual(0f, values.Values[i]);
        }
    }

    [TestMethod]
    public void A_step_that_undoes_a_promise_is_an_error()
    {
        var recipe = new Recipe(new MagnitudePruning { Sparsity = 0.5 }, new Fill());
        var error = Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(Model(), recipe));
        Assert.AreEqual("step 2, prune(fill): block 0 query: 288 of 288 weights that step 1, prune(magnitude, sparsity=0.5), set to zero are no longer zero", error.Message);
    }

    [TestMethod]
    public void A_step_that_needs_calibration_says_so()
    {
        var recipe = Recipe.Parse("quantize(rtn) + prune(wanda)");
        var error = Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(Model(), recipe));
        Assert.AreEqual("prune(wanda, sparsity=0.5): expected calibration text, found none", error.Message);
    }

    [TestMethod]
    public void Steps_without_calibration_do_not_read_it()
    {
        var unusable = new CalibrationSet([[1_000_000]]);
        Assert.HasCount(1, RecipeRunner.Apply(Model(), Recipe.Parse("prune(magnitude)"), unusable).Steps);
        Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(Model(), Recipe.Parse("prune(wanda)"), unusable));
    }

    [TestMethod]
    public void All_targets_change_a_tied_matrix_once()
    {
        foreach (string recipe in (string[])["prune(wanda, targets=all)", "quantize(rtn, targets=all)"])
        {
            var decoder = Apply(recipe, Model(tied: true)).Model.Decoder;
            Assert.AreSame(decoder.Embedding, decoder.Head);
            Assert.AreNotEqual("f32", decoder.Head.Format);
        }
    }

    [TestMethod]
    public void Head_statistics_are_those_of_the_final_hidden_states()
    {
        var model = Model(tied: true);
        var result = Apply("prune(wanda, targets=all)", model).Model.Decoder;
        var hidden = new DecoderRunner(model.Decoder.WithBlocks(result.Blocks), WorkerPool.Shared).FinalHidden(new TokenBatch(Calibration.Windows));
        Layers.AssertSameBits(Layers.Modify(new WandaPruning(), model.Decoder.Head, hidden).ToMatrix(), result.Head.ToMatrix());
    }

    [TestMethod]
    public void All_targets_change_embedding_and_head_where_they_differ()
    {
        var decoder = Apply("prune(magnitude, targets=all)").Model.Decoder;
        Assert.AreEqual("sparse f32", decoder.Embedding.Format);
        Assert.AreEqual("sparse f32", decoder.Head.Format);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Apply("prune(wanda, targets=all)"));
        Assert.AreEqual("prune(wanda, sparsity=0.5, targets=all): targets must be blocks, found all: the embedding is a table of its own and has no input statistics", error.Message);
    }

    [TestMethod]
    public void Sizes_are_counted_from_what_is_held()
    {
        // Two blocks: query and output 24 x 24, key and value 12 x 24, gate and up 40 x 24, down 24 x 40; tables 37 x 24; five norms of 24.
        const long PerBlock = 2 * 576 + 2 * 288 + 3 * 960, Table = 37 * 24, Norms = 5 * 24;
        var result = Apply("prune(magnitude, sparsity=0.5) + quantize(rtn, bits=8)");
        Assert.AreEqual(new WeightSize(2 * PerBlock + 2 * Table + Norms, 0, 4 * (2 * PerBlock + 2 * Table + Norms)), result.BaseSize);

        var pruned = result.Steps[0];
        long sparseBytes = 2 * (Sparse(24, 24) * 2 + Sparse(12, 24) * 2 + Sparse(40, 24) * 2 + Sparse(24, 40));
        Assert.AreEqual(new WeightSize(2 * PerBlock, PerBlock, sparseBytes), pruned.TargetedSize);
        Assert.AreEqual(sparseBytes + 4 * (2 * Table + Norms), pruned.Size.Bytes);
        Assert.AreEqual(0.5, pruned.TargetedSize.Sparsity);
        Assert.AreEqual(8.0 * sparseBytes / (2 * PerBlock), pruned.TargetedSize.BitsPerWeight);
        Assert.AreEqual("prune(magnitude, sparsity=0.5)", pruned.Step.ToString());
        Assert.HasCount(14, pruned.Layers);
        Assert.AreEqual(("block 1 down", "sparse f32", new WeightSize(960, 480, Sparse(24, 40)), 0.5),
            (pruned.Layers[13].Name, pruned.Layers[13].Format, pruned.Layers[13].Size, pruned.Layers[13].NominalSparsity));

        var quantized = result.Steps[1];
        Assert.AreEqual(result.TargetedSize, quantized.TargetedSize);
        Assert.AreEqual(result.Size, quantized.Size);
        Assert.AreEqual(quantized.Layers.Sum(l => l.Size.Bytes), quantized.TargetedSize.Bytes);
        Assert.AreEqual(WeightSize.Of(result.Model.Decoder), result.Size);
    }

    [TestMethod]
    public void A_tied_matrix_is_counted_once()
    {
        var tied = WeightSize.Of(Model(tied: true).Decoder);
        Assert.AreEqual(WeightSize.Of(Model().Decoder).Count - 37 * 24, tied.Count);
    }

    [TestMethod]
    public void Progress_counts_the_blocks_of_every_step_and_cancellation_stops_between_them()
    {
        var seen = new List<RecipeProgress>();
        using var source = new CancellationTokenSource();
        var options = new RecipeOptions { Progress = new Reports<RecipeProgress>(seen.Add), Cancellation = source.Token };
        var recipe = Recipe.Parse("prune(magnitude) + quantize(rtn)");
        RecipeRunner.Apply(Model(), recipe, options: options);
        CollectionAssert.AreEqual(
            new[] { (1, 1), (1, 2), (2, 1), (2, 2) }, seen.Select(p => (p.Step, p.BlocksDone)).ToArray());
        Assert.AreEqual(new RecipeProgress(2, 2, "quantize(rtn, bits=4)", 2, 2), seen[^1]);
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => RecipeRunner.Apply(Model(), recipe, options: options));
    }

    private static long Sparse(int rows, int columns) => rows * columns / 2 * 4 + (rows * columns + 63) / 64 * 8 + rows * 4;

    private static LanguageModel Model(bool tied = false) =>
        new("random", RandomDecoder.Parameters(RandomDecoder.Spec(tied)).ToModel(), new LetterTokenizer());

    private static RecipeResult Apply(string recipe, LanguageModel? model = null, int threads = 2)
    {
        using var pool = new WorkerPool(threads);
        return RecipeRunner.Apply(model ?? Model(), Recipe.Parse(recipe), Calibration, new() { Pool = pool });
    }

    private static List<Matrix> Weights(string recipe, bool tied, int threads) =>
        [.. NamedWeights.Of(Apply(recipe, Model(tied), threads).Model.Decoder, ModificationTargets.All).Select(w => w.Weights.ToMatrix())];

    /// <summary>Keeps what the layers of a block read.</summary>
    private sealed class InputRecorder : ILinearInputObserver
    {
        private readonly Dictionary<LinearRole, Matrix> _inputs = [];

        public Matrix Of(LinearRole role) => _inputs[role];

        public void Observe(ReadOnlySpan<LinearRole> roles, MatrixView input)
        {
            foreach (var role in roles) _inputs[role] = Matrices.Copy(input);
        }
    }

    /// <summary>Sets every weight to one: a step that respects nothing.</summary>
    private sealed record Fill : LayerModification
    {
        private static readonly ModificationMethod Row = new ModificationMethod<Fill>(ModificationKind.Prune, "fill", "", needsCalibration: false, []);

        public override ModificationMethod Method => Row;

        internal override StorageForecast Forecast(StorageForecast before) => before;

        internal override WeightMatrix Modify(LayerToModify layer)
        {
            var ones = new Matrix(layer.Weights.Rows, layer.Weights.Columns);
            ones.Values.Fill(1);
            return new DenseWeights(ones);
        }
    }
}
