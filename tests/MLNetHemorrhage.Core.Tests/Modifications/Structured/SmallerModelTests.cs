using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Decoding;
using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Checkpoints.Packages;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

/// <summary>What becomes of a model whose blocks have shapes of their own.</summary>
[TestClass]
public sealed class SmallerModelTests
{
    private static readonly LanguageModel Base = new("base", Samples.Model().Decoder, PackageSamples.Tokenizer);

    [TestMethod]
    [DataRow("pruneStructured(flap, ratio=0.4)"), DataRow("pruneStructured(llmpruner, ratio=0.5)"), DataRow("pruneStructured(flap, ratio=0.3) + quantize(rtn, bits=4, group=8)")]
    [DataRow("prune(magnitude, sparsity=0.7) + pruneStructured(flap, ratio=0.4) + pruneStructured(shortgpt, ratio=0.4)")]
    public void A_package_gives_the_same_model_back(string recipe)
    {
        var model = Samples.Apply(recipe, Base).Model;
        var read = ModelPackage.Read(PackageSamples.Bytes(model), "package");
        PackageSamples.AssertSame(model, read);
        Cut.AssertSameBits(model.Decoder, read.Decoder);
        for (int b = 0; b < model.Decoder.Blocks.Count; b++) Assert.IsTrue(model.Decoder.ShapeOf(b).IsSame(read.Decoder.ShapeOf(b)));
        Assert.AreEqual(WeightSize.Of(model.Decoder), WeightSize.Of(read.Decoder));
        Assert.AreEqual(ModelHash.Of(model, WorkerPool.Shared), ModelHash.Of(read, WorkerPool.Shared));
        Assert.AreNotEqual(ModelHash.Of(Base, WorkerPool.Shared), ModelHash.Of(model, WorkerPool.Shared));
    }

    [TestMethod]
    [DataRow("pruneStructured(llmpruner, ratio=0.5)", 5, 2, 1, 20), DataRow("pruneStructured(shortgpt, ratio=0.4)", 3, 4, 2, 40)]
    public void A_model_of_equal_blocks_is_saved_as_a_hugging_face_directory(string recipe, int blocks, int heads, int shared, int channels)
    {
        var smaller = Samples.Apply(recipe, Base).Model.Decoder;
        var directory = Directory.CreateTempSubdirectory("smaller").FullName;
        try
        {
            Checkpoint.SaveDecoder(smaller, directory);
            var read = Checkpoint.LoadDecoder(directory);
            Assert.AreEqual((blocks, heads, shared, channels), (read.Spec.BlockCount, read.Spec.HeadCount, read.Spec.KeyValueHeadCount, read.Spec.FeedForwardSize));
            Layers.AssertSameBits(Samples.Hidden(smaller), Samples.Hidden(read));
            GC.KeepAlive(read);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("pruneStructured(flap, ratio=0.3)", "no biases, as config.json can say, found one in block 0; a model package can hold it")]
    [DataRow("pruneStructured(flap, ratio=0.3, bias=false, heads=none)", "40 feed-forward channels in every block, as config.json can say, found ")]
    [DataRow("pruneStructured(llmpruner, heads=query)", "equal groups of query heads, as config.json can say, found [")]
    public void What_a_hugging_face_directory_cannot_say_is_named(string recipe, string message)
    {
        var smaller = Samples.Apply(recipe, Base).Model.Decoder;
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Checkpoint.SaveDecoder(smaller, Path.Combine(Path.GetTempPath(), "never-made")));
        Assert.Contains(message, error.Message);
        Assert.IsFalse(Directory.Exists(Path.Combine(Path.GetTempPath(), "never-made")));
    }

    [TestMethod]
    [DataRow("pruneStructured(flap, ratio=0.4)"), DataRow("pruneStructured(llmpruner, ratio=0.25, heads=query)")]
    public void Token_by_token_and_behind_shared_beginnings_it_gives_the_same_bits(string recipe)
    {
        var smaller = Samples.Apply(recipe, Base).Model.Decoder;
        int[] ids = Samples.Calibration.Windows[0];
        var runner = new DecoderRunner(smaller, WorkerPool.Shared);
        var whole = runner.FinalHidden(new TokenBatch([ids]));
        var logits = new Matrix(ids.Length, smaller.Spec.VocabularySize);
        runner.Logits(whole.View, logits.View);
        var session = new DecoderSession(smaller, WorkerPool.Shared);
        for (int t = 0; t < ids.Length; t++) Assert.IsTrue(session.Feed([ids[t]]).SequenceEqual(logits.Row(t)), $"token {t}");

        var shared = new SharedPrefixBatch([[ids, ids[..20]]]);
        var rows = runner.BufferedSharedHidden(shared);
        for (int t = 0; t < ids.Length; t++) Assert.IsTrue(rows.Row(shared.RowOf[t]).SequenceEqual(whole.Row(t)), $"token {t}");
        GC.KeepAlive(runner);
    }

    [TestMethod]
    public void Zeros_in_what_stays_are_promised_in_their_new_places()
    {
        Assert.HasCount(3, Samples.Apply("prune(magnitude, sparsity=0.6) + pruneStructured(llmpruner, ratio=0.5) + quantize(rtn)", Base).Steps);
        var pruned = Samples.Apply("prune(magnitude, sparsity=0.6) + pruneStructured(llmpruner, ratio=0.5)", Base).Model.Decoder;
        Assert.IsTrue(pruned.Blocks.All(b => b[LinearRole.Down] is SparseWeights && b[LinearRole.Down].Columns == 20));
        var recipe = new Recipe([.. Recipe.Parse("prune(magnitude, sparsity=0.6) + pruneStructured(llmpruner, ratio=0.5)").Steps, new Ones()]);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => RecipeRunner.Apply(Base, recipe, Samples.Calibration));
        long zeros = pruned.Blocks[0][LinearRole.Down].ZeroCount;
        Assert.AreEqual($"step 3, prune(ones): block 0 down: {zeros} of {zeros} weights that step 1, prune(magnitude, sparsity=0.6), set to zero are no longer zero", error.Message);
    }

    [TestMethod]
    public void Quantized_weights_stay_on_their_grids_where_they_can()
    {
        var quantized = Samples.Apply("quantize(rtn, bits=4, symmetric=false)", Base).Model.Decoder;
        var outcome = Recipe.Parse("pruneStructured(flap, ratio=0.4)").Steps[0].Apply(quantized, new(Samples.Calibration, WorkerPool.Shared, _ => { }, default));
        for (int b = 0; b < quantized.Blocks.Count; b++)
        {
            foreach (var role in DecoderBlock.Roles)
            {
                var part = outcome.Model.Blocks[b][role];
                Assert.AreEqual("int4 asymmetric", part.Format.Replace("sparse ", "", StringComparison.Ordinal));
                var (whole, kept) = (quantized.Blocks[b][role].ToMatrix(), outcome.Kept!.Blocks[b]);
                for (int r = 0; r < part.Rows; r++)
                    for (int c = 0; c < part.Columns; c++)
                        Assert.AreEqual(whole[kept.Rows(role)?[r] ?? r, kept.Columns(role)?[c] ?? c], part.ToMatrix()[r, c]);
            }
        }
        StringAssert.Contains(
            Samples.ErrorOf("quantize(rtn, bits=4, group=8) + pruneStructured(llmpruner)", Base),
            "block 0 down: expected weights whose inputs can be removed one by one, found int4 g8, where several share a scale; remove structure before quantizing");
    }

    [TestMethod]
    public void Layers_are_not_compared_with_those_of_another_shape()
    {
        var smaller = Samples.Apply("pruneStructured(flap, ratio=0.4)", Base).Model;
        var text = MLNetHemorrhage.Evaluation.Protocol.Parse("documents:1").Split("a a aa", Base.Tokenizer, Base.Decoder.Spec.ContextLength);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => LayerMetrics.Measure(Base, smaller, text));
        Assert.AreEqual("base: expected blocks of one shape, found another in block 0; layers are compared one to one.", error.Message);
    }

    /// <summary>Sets the down projection of the first block to one.</summary>
    private sealed record Ones : Modification
    {
        private static readonly ModificationMethod Row = new ModificationMethod<Ones>(ModificationKind.Prune, "ones", "", needsCalibration: false, []);

        public override ModificationMethod Method => Row;

        internal override StepOutcome Apply(DecoderModel model, StepContext context)
        {
            var ones = new Matrix(24, 20);
            ones.Values.Fill(1);
            return new(Cut.Replace(new("ones", model, PackageSamples.Tokenizer), 0, LinearRole.Down, ones).Decoder);
        }
    }
}
