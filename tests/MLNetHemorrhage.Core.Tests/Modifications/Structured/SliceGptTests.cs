using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Decoding;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Checkpoints.Packages;
using MLNetHemorrhage.Tests.Models;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

[TestClass]
public sealed class SliceGptTests
{
    [TestMethod]
    [DataRow("slicegpt@0.1_round8", "ratio=0.1")]
    [DataRow("slicegpt@0.2_round1", "ratio=0.2, interval=1")]
    [DataRow("slicegpt@0.2_round8_slicehead", "ratio=0.2, sliceHead=true")]
    [DataRow("slicegpt@0.3_round1_slicehead", "ratio=0.3, interval=1, sliceHead=true")]
    public void Perplexity_and_size_are_those_of_the_published_definitions(string key, string parameters)
    {
        var expected = ReferenceModel.Published("structured", key);
        var model = ReferenceModel.Apply($"pruneStructured(slicegpt, {parameters})").Model.Decoder;
        Assert.AreEqual(expected.GetProperty("kept_dim").GetInt32(), model.Spec.HiddenSize);
        long gains = model.Blocks.Sum(b => b.AttentionNorm.Length + b.FeedForwardNorm.Length) + model.FinalNorm.Length;
        Assert.AreEqual(expected.GetProperty("params_including_shortcuts_embedding_head").GetInt64(), WeightSize.Of(model).Count - gains);
        ReferenceModel.AssertPerplexity(expected, model, 1e-4);
    }

    [TestMethod]
    [DataRow(false), DataRow(true)]
    public void A_ratio_of_0_leaves_the_logits_as_they_are(bool tied)
    {
        var model = Samples.Model(Samples.Spec() with { TiedHead = tied });
        var rotated = Samples.Apply("pruneStructured(slicegpt, ratio=0)", model);
        Assert.IsTrue(rotated.Steps[0].Structure!.OfModel < 0);
        AssertSameButForRounding(model.Decoder, rotated.Model.Decoder);
    }

    [TestMethod]
    public void A_model_that_became_larger_is_said_to_be()
    {
        var model = Samples.Model(Samples.Spec() with { TiedHead = true });
        var result = Samples.Apply("pruneStructured(slicegpt, ratio=0)", model);
        Assert.IsGreaterThan(result.BaseSize.Count, result.Size.Count);
        Assert.AreEqual(
            FormattableString.Invariant($"the model became larger, not smaller: {result.Size.Count:N0} parameters in {result.Size.Bytes:N0} bytes, {result.BaseSize.Count:N0} in {result.BaseSize.Bytes:N0} before; what the method adds outweighs what it removed"),
            result.Steps[0].Notes[^1]);
        foreach (string recipe in (string[])["pruneStructured(slicegpt, ratio=0.6)", "pruneStructured(sleb, ratio=0)"])
            Assert.IsFalse(Samples.Apply(recipe, model).Steps[0].Notes.Any(n => n.Contains("larger", StringComparison.Ordinal)), recipe);
    }

    [TestMethod]
    public void It_finds_what_a_smaller_stream_can_hold()
    {
        // Nothing writes outside the first 16 of 24 directions, so that removing a third removes nothing.
        var model = WithinDirections(16);
        var smaller = Samples.Apply("pruneStructured(slicegpt, ratio=0.3, sliceHead=true)", model).Model.Decoder;
        Assert.AreEqual((16, 24), (smaller.Spec.HiddenSize, smaller.Spec.NormWidth));
        AssertSameButForRounding(model.Decoder, smaller);
    }

    [TestMethod]
    public void Biases_and_blocks_of_other_shapes_are_rotated_with_the_rest()
    {
        var model = Samples.Apply("pruneStructured(flap, ratio=0.4)").Model;
        var rotated = Samples.Apply("pruneStructured(slicegpt, ratio=0)", model).Model.Decoder;
        Assert.IsNotNull(rotated.Blocks[0].Additions.DownBias);
        AssertSameButForRounding(model.Decoder, rotated);
    }

    [TestMethod]
    [DataRow("pruneStructured(slicegpt, ratio=0.3)"), DataRow("pruneStructured(slicegpt, ratio=0.3, interval=1, sliceHead=true) + quantize(rtn, bits=8)")]
    public void It_is_saved_in_packages_and_runs_token_by_token(string recipe)
    {
        var model = Samples.Apply(recipe, new("base", Samples.Model().Decoder, PackageSamples.Tokenizer)).Model;
        var read = ModelPackage.Read(PackageSamples.Bytes(model), "package");
        PackageSamples.AssertSame(model, read);
        Cut.AssertSameBits(model.Decoder, read.Decoder);
        Assert.AreEqual(ModelHash.Of(model, WorkerPool.Shared), ModelHash.Of(read, WorkerPool.Shared));

        int[] ids = Samples.Calibration.Windows[0];
        var logits = Run.Logits(read.Decoder, new TokenBatch([ids]), WorkerPool.Shared);
        var session = new DecoderSession(read.Decoder, WorkerPool.Shared);
        for (int t = 0; t < ids.Length; t++) Assert.IsTrue(session.Feed([ids[t]]).SequenceEqual(logits.Row(t)), $"token {t}");
        Assert.Contains("a residual stream that stays in one basis", Assert.ThrowsExactly<HemorrhageException>(() => Checkpoint.SaveDecoder(model.Decoder, "never-made")).Message);
    }

    [TestMethod]
    public void Later_steps_treat_the_rotated_layers_as_any_others()
    {
        var result = Samples.Apply("pruneStructured(slicegpt, ratio=0.3) + pruneStructured(llmpruner, ratio=0.5) + prune(wanda, sparsity=0.5) + quantize(rtn)");
        Assert.HasCount(4, result.Steps);
        foreach (float loss in Samples.Losses(result.Model.Decoder)) Assert.IsTrue(float.IsFinite(loss));
    }

    [TestMethod]
    [DataRow("pruneStructured(slicegpt, ratio=0.3)"), DataRow("pruneStructured(flap, ratio=0.4)")]
    public void Gradients_of_the_smaller_model_are_its_slopes(string recipe)
    {
        var model = Samples.Apply(recipe).Model.Decoder;
        var parameters = DecoderParameters.From(model);
        var batch = new TokenBatch(Samples.Calibration.Windows);
        var runner = new GradientRunner(parameters, WorkerPool.Shared);
        var gradients = new DecoderGradients(model.Shape);
        double loss = runner.Accumulate(batch, gradients);
        Assert.AreEqual(Samples.Losses(model).Average(x => (double)x), loss, 1e-5);
        var random = new RandomSource(8);
        foreach (var tensor in parameters.Tensors)
        {
            double[] direction = [.. Enumerable.Range(0, tensor.Count).Select(_ => random.NextGaussian())];
            double norm = Math.Sqrt(direction.Sum(x => x * x)), expected = 0;
            for (int i = 0; i < direction.Length; i++) expected += gradients.Values[tensor.Offset + i] * direction[i] / norm;
            const double Length = 0.005;
            double slope = (8 * (Moved(Length) - Moved(-Length)) - (Moved(2 * Length) - Moved(-2 * Length))) / (12 * Length);
            Assert.AreEqual(expected, slope, 5e-4 + 5e-4 * Math.Abs(expected), tensor.Name);

            double Moved(double length)
            {
                float[] before = parameters[tensor.Name].ToArray();
                for (int i = 0; i < before.Length; i++) parameters[tensor.Name][i] = (float)(before[i] + length * direction[i] / norm);
                double moved = runner.Accumulate(batch, new DecoderGradients(model.Shape));
                before.CopyTo(parameters[tensor.Name]);
                return moved;
            }
        }

        var streamed = new BlockCopies(model.Shape);
        var other = new StreamedGradient(model, parameters.Block, WorkerPool.Shared, activationBytes: 0);
        Assert.AreEqual(loss, other.Run(batch, null, streamed));
        for (int b = 0; b < model.Blocks.Count; b++)
            foreach (var role in DecoderBlock.Roles)
            {
                MatrixView x = gradients.Block(b).Linear(role, model.ShapeOf(b)), y = streamed.Blocks[b][role];
                for (int r = 0; r < x.Rows; r++) Assert.IsTrue(x.Row(r).SequenceEqual(y.Row(r)), $"block {b} {role}");
            }
        GC.KeepAlive(gradients);
    }

    [TestMethod]
    public void One_thread_and_three_give_the_same_model() =>
        Cut.AssertSameBits(
            Samples.Apply("pruneStructured(slicegpt, ratio=0.3)", threads: 1).Model.Decoder, Samples.Apply("pruneStructured(slicegpt, ratio=0.3)", threads: 3).Model.Decoder);

    [TestMethod]
    public void What_cannot_be_rotated_is_named()
    {
        Assert.AreEqual(
            "step 2, pruneStructured(slicegpt, ratio=0.3): expected a model without promised zeros, found those of step 1, prune(magnitude, sparsity=0.5), which a rotation would undo; rotate first",
            Samples.ErrorOf("prune(magnitude) + pruneStructured(slicegpt, ratio=0.3)"));
        Assert.AreEqual(
            "pruneStructured(slicegpt, ratio=0.3): block 0 query: expected weights that can take new values, found int4; remove directions before quantizing",
            Samples.ErrorOf("quantize(rtn) + pruneStructured(slicegpt, ratio=0.3)"));
        Assert.AreEqual(
            "pruneStructured(slicegpt, ratio=0.9): expected at least 8 of 24 directions to stay (interval=8), found 2.4",
            Samples.ErrorOf("pruneStructured(slicegpt, ratio=0.9)"));
        Assert.AreEqual(
            "pruneStructured(slicegpt, ratio=0.3): expected a residual stream that stays in one basis, found one that is rotated already",
            Samples.ErrorOf("pruneStructured(slicegpt, ratio=0.3) + pruneStructured(slicegpt, ratio=0.3)"));
        Assert.AreEqual(
            "pruneStructured(shortgpt, ratio=0.4): expected a residual stream that stays in one basis, found one that each block rotates; remove blocks first",
            Samples.ErrorOf("pruneStructured(slicegpt, ratio=0.3) + pruneStructured(shortgpt, ratio=0.4)"));
    }

    [TestMethod]
    public void The_size_is_foreseen()
    {
        foreach (string recipe in (string[])["pruneStructured(slicegpt, ratio=0.3)", "pruneStructured(shortgpt, ratio=0.4)"])
        {
            var model = Samples.Model();
            long bytes = new SizeForecast(model.Decoder).Bytes(Recipe.Parse(recipe)), found = WeightSize.Of(Samples.Apply(recipe, model).Model.Decoder).Bytes;
            Assert.AreEqual(found, bytes, 0.01 * found, recipe);
        }
    }

    // Rotated weights are other numbers, each rounded to single precision; the perplexity, a mean, has less of that than a logit.
    private static void AssertSameButForRounding(DecoderModel expected, DecoderModel actual)
    {
        var batch = new TokenBatch(Samples.Calibration.Windows);
        Cut.AssertNear(Run.Logits(expected, batch, WorkerPool.Shared), Run.Logits(actual, batch, WorkerPool.Shared), 5e-6);
        double perplexity = Perplexity(expected);
        Assert.AreEqual(perplexity, Perplexity(actual), 1e-6 * perplexity);

        static double Perplexity(DecoderModel model) => Math.Exp(Samples.Losses(model).Average(x => (double)x));
    }

    private static LanguageModel WithinDirections(int count)
    {
        var model = Samples.Model();
        var decoder = model.Decoder;
        var embedding = decoder.Embedding.ToMatrix();
        for (int id = 0; id < embedding.Rows; id++) embedding.Row(id)[count..].Clear();
        model = model.With(new(decoder.Spec, new DenseWeights(embedding), decoder.Blocks, decoder.FinalNorm, decoder.Head));
        for (int b = 0; b < decoder.Blocks.Count; b++)
        {
            foreach (var role in (LinearRole[])[LinearRole.Output, LinearRole.Down])
            {
                var weights = decoder.Blocks[b][role].ToMatrix();
                for (int r = count; r < weights.Rows; r++) weights.Row(r).Clear();
                model = Cut.Replace(model, b, role, weights);
            }
        }
        return model;
    }

    private sealed class BlockCopies(ModelShape shape) : IBlockGradientReader
    {
        public BlockMemory[] Blocks { get; } = [.. shape.Blocks.Select(s => new BlockMemory(s))];

        public void Take(int block, BlockTensors gradients)
        {
            foreach (var role in DecoderBlock.Roles) gradients.Linear(role, shape.Blocks[block]).CopyTo(Blocks[block][role]);
        }
    }
}
