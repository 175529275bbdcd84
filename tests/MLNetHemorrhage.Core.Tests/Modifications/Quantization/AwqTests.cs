using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Modifications.Quantization.Awq;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class AwqTests
{
    private static readonly CalibrationSet Calibration = new(RandomDecoder.Windows(RandomDecoder.Spec(), 30, 5, 17));

    [TestMethod]
    public void Folding_leaves_the_function_as_it_is()
    {
        var model = RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel();
        var random = new RandomSource(3);
        var spec = model.Spec;
        float[] Factors(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)(0.2 + 3 * random.NextDouble()))];
        bool hasOwnValues = spec.KeyValueHeadCount == spec.HeadCount;
        var folded = model.WithBlocks([.. model.Blocks.Select(b => new BlockFolding(
            Factors(spec.HiddenSize), hasOwnValues ? Factors(b[LinearRole.Output].Columns) : null, Factors(spec.HiddenSize), Factors(spec.FeedForwardSize)).Fold(b))]);
        var batch = new TokenBatch(Calibration.Windows);
        var (before, after) = (new DecoderRunner(model, WorkerPool.Shared).FinalHidden(batch), new DecoderRunner(folded, WorkerPool.Shared).FinalHidden(batch));
        for (int i = 0; i < before.Values.Length; i++) Assert.AreEqual(before.Values[i], after.Values[i], 1e-5, $"at {i}");
    }

    [TestMethod]
    public void Factors_and_their_loss_are_those_of_the_published_code()
    {
        double[] magnitudes = TestData.Doubles(TestData.External(Arrays + "absmean_x_f64.f64"));
        double[] losses = TestData.Doubles(TestData.External(Arrays + "awq4_g32_loss_by_ratio_f64.f64"));
        var weights = new DenseWeights(Layers.Matrix(64, 172, TestData.Floats(TestData.External(Arrays + "W.f32"))));
        var gram = Layers.Matrix(172, 172, [.. TestData.Doubles(TestData.External(Arrays + "gram_f64.f64")).Select(x => (float)x)]);
        var step = new AwqQuantization { Group = 32 };
        for (int candidate = 0; candidate < ChannelScales.Candidates; candidate++)
        {
            double loss = OutputLoss.Of(weights, step.Rounded(weights, ChannelScales.Of(magnitudes, candidate), WorkerPool.Shared), gram, WorkerPool.Shared) / (16384 * 64);
            Assert.AreEqual(losses[candidate], loss, 1e-4 * losses[candidate], $"candidate {candidate}");
        }
        Assert.AreEqual(12, Array.IndexOf(losses, losses.Min()));
        double[] scales = TestData.Doubles(TestData.External(Arrays + "awq4_g32_scales_f64.f64")), rounded = TestData.Doubles(TestData.External(Arrays + "awq4_g32_weight_f64.f64"));
        float[] found = ChannelScales.Of(magnitudes, 12);
        var values = step.Rounded(weights, found, WorkerPool.Shared).ToMatrix();
        for (int j = 0; j < found.Length; j++) Assert.AreEqual(scales[j], found[j], 1e-6 * scales[j]);
        for (int i = 0; i < rounded.Length; i++) Assert.AreEqual(rounded[i], values.Values[i], 1e-6);
    }

    [TestMethod]
    [DataRow("awq_g32_scale@3b", "quantize(awq, bits=3, group=32, clip=none)")]
    public void Perplexity_is_that_of_the_published_code(string key, string recipe)
    {
        double expected = ReferenceModel.PublishedPerplexity("quantization", key);
        Assert.AreEqual(expected, ReferenceModel.Perplexity(ReferenceModel.Apply(recipe).Model.Decoder), 1e-5 * expected);
    }

    /// <summary>
    /// Nothing before the value and output projections of the first block is rounded otherwise than in the published code, and their errors are the
    /// same. Of the other clipped groups a quarter has both ends at the limit, so that zero falls exactly between two levels and the last bit of the
    /// factors chooses: changing that bit at random in the published computation scatters the errors of the gate projection by 2e-3 (0.10362 to 0.10381,
    /// recorded 0.10372, here 0.10390). Carried out once more it has a perplexity of 5.266 instead of the recorded 5.261; here it is 5.276.
    /// </summary>
    [TestMethod]
    public void Clipping_is_that_of_the_published_code_as_far_as_its_rounding_lets_it_be_told()
    {
        var published = ReferenceModel.Published("quantization", "awq_g32_scale_clip@3b").GetProperty("rel_err").GetProperty("block0");
        var result = ReferenceModel.Apply(Recipe.Parse("quantize(awq, bits=3, group=32)"), new() { ErrorTokens = int.MaxValue });
        foreach (var (layer, name, tolerance) in new[] { ("value", "self_attn.v_proj", 1e-6), ("output", "self_attn.o_proj", 1e-6), ("gate", "mlp.gate_proj", 3e-3), ("down", "mlp.down_proj", 3e-3) })
        {
            double expected = published.GetProperty(name).GetDouble();
            Assert.AreEqual(expected, result.Steps[0].Layers.Single(l => l.Name == $"block 0 {layer}").OutputError!.Value, tolerance * expected, layer);
        }
        Assert.AreEqual(ReferenceModel.PublishedPerplexity("quantization", "awq_g32_scale_clip@3b"), ReferenceModel.Perplexity(result.Model.Decoder), 4e-3 * 5.261);
    }

    [TestMethod]
    [DataRow("quantize(awq, bits=3, group=8)"), DataRow("quantize(awq, bits=4, group=0, symmetric=true, clip=none)")]
    public void Zeros_stay_and_threads_do_not_matter(string recipe)
    {
        var model = new LanguageModel("random", RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel(), new MLNetHemorrhage.Tests.Evaluation.LetterTokenizer());
        var steps = Recipe.Parse($"prune(magnitude, sparsity=0.4) + {recipe}");
        using var three = new WorkerPool(3);
        var one = RecipeRunner.Apply(model, steps, Calibration, new() { Pool = new WorkerPool(1) });
        var other = RecipeRunner.Apply(model, steps, Calibration, new() { Pool = three });
        Assert.IsGreaterThan(0.39, one.TargetedSize.Sparsity);
        for (int b = 0; b < model.Decoder.Blocks.Count; b++)
            foreach (var role in DecoderBlock.Roles) Layers.AssertSameBits(one.Model.Decoder.Blocks[b][role].ToMatrix(), other.Model.Decoder.Blocks[b][role].ToMatrix());
    }

    [TestMethod]
    public void Limits_are_the_best_of_those_tried()
    {
        var (weights, inputs) = (Matrices.Random(5, 24, 1), Matrices.Random(50, 24, 2));
        weights[2, 3] = 9;
        var step = new AwqQuantization { Bits = 3, Group = 8 };
        var limits = ClipLimits.Search(step, new DenseWeights(weights), inputs, WorkerPool.Shared);
        for (int r = 0; r < 5; r++)
            for (int g = 0; g < 3; g++)
            {
                float[] group = weights.Row(r).Slice(8 * g, 8).ToArray();
                float largest = group.Max(Math.Abs);
                float best = Enumerable.Range(0, 10).Select(i => (float)(1 - i / 20.0) * largest).MinBy(limit => Moved(step, group, limit, inputs, 8 * g));
                Assert.AreEqual(best, limits[r, g], $"row {r}, group {g}");
            }
    }

    private const string Arrays = "golden/oracle/arrays/";

    private static double Moved(AwqQuantization step, float[] group, float limit, Matrix inputs, int start)
    {
        float[] rounded = [.. group];
        step.Round(rounded, limit);
        double sum = 0;
        for (int t = 0; t < inputs.Rows; t++)
        {
            double output = 0;
            for (int j = 0; j < group.Length; j++) output += (rounded[j] - (double)group[j]) * inputs[t, start + j];
            sum += output * output;
        }
        return sum;
    }
}
