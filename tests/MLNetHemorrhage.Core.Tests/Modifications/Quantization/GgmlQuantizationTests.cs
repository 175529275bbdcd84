using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Checkpoints;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class GgmlQuantizationTests
{
    private const string Synthetic = "golden/quantized-gguf/synthetic-", Stories = "golden/stories260K-gguf/stories260K-";

    /// <summary>llama-quantize, whose build fused multiply-adds, chose the types; bytes of the formats with minimums may differ in a few places.</summary>
    [TestMethod]
    [DataRow("q8_0", "Q8_0"), DataRow("q2_k_m", "Q2_K"), DataRow("q3_k_m", "Q3_K_M"), DataRow("q4_k_m", "Q4_K_M"), DataRow("q5_k_m", "Q5_K_M"), DataRow("q6_k", "Q6_K")]
    public void Formats_and_bytes_are_those_of_llama_quantize(string type, string file)
    {
        var model = LanguageModel.Load(TestData.External($"{Synthetic}f16.gguf"));
        var expected = Checkpoint.LoadDecoder(TestData.External($"{Synthetic}{file}.gguf"));
        Compare(expected, Apply(model, $"quantize(ggml, type={type}, targets=all)"), mostOthers: 0.005);
    }

    [TestMethod]
    public void The_fallback_is_that_of_llama_quantize()
    {
        var model = LanguageModel.Load(TestData.External($"{Stories}f32.gguf"));
        Compare(Checkpoint.LoadDecoder(TestData.External($"{Stories}Q4_K_M.gguf")), Apply(model, "quantize(ggml, type=q4_k_m, fallback=true, targets=all)"), mostOthers: 0);
        ModelAssert.Fails(() => Apply(model, "quantize(ggml, type=q4_k_m)"), "block 0 query", "a multiple of 256 weights", "Q4_K", "found 64", "fallback=true");
        ModelAssert.Fails(() => Apply(model, "quantize(ggml, type=q8_0)"), "block 0 down", "a multiple of 32 weights", "found 172");
    }

    [TestMethod]
    [DataRow("q8_0", 8, 8.5), DataRow("q2_k", 2, 2.625), DataRow("q3_k", 3, 3.4375), DataRow("q4_k", 4, 4.5), DataRow("q5_k", 5, 5.5), DataRow("q6_k", 6, 6.5625), DataRow("iq4_xs", 4, 4.25)]
    public void The_strength_is_that_of_the_name_and_bits_per_weight_are_those_of_the_format(string type, double strength, double bits)
    {
        var step = Recipe.Parse($"quantize(ggml, type={type})").Steps.Single();
        var facts = step.Method.Facts(step);
        Assert.AreEqual(("bits", strength), (facts.Coordinate, facts.Value));
        var weights = Quantize(step, Values());
        Assert.AreEqual(bits, WeightSize.Of(weights).BitsPerWeight);
    }

    [TestMethod]
    public void A_mix_lies_between_its_formats()
    {
        double[] bits = [.. "q2_k_s q2_k_m q3_k_s q3_k_m q3_k_l q4_k_s q4_k_m q5_k_s q5_k_m q6_k".Split(' ').Select(t => GgmlTypes.Find(t)!.Value.BitsPerWeight())];
        CollectionAssert.AreEqual(bits.Order().ToArray(), bits);
        Assert.AreEqual(4.85, bits[6], 0.05); // what llama.cpp says of Q4_K_M, head included
    }

    [TestMethod]
    public void Pruned_weights_stay_zero_or_the_step_says_which_types_keep_them()
    {
        var model = Model();
        var pruned = "prune(magnitude, sparsity=0.5) + ";
        foreach (var type in (string[])["q8_0", "q4_0", "q5_0", "q3_k", "q6_k"])
        {
            var result = RecipeRunner.Apply(model, Recipe.Parse($"{pruned}quantize(ggml, type={type})"));
            Assert.IsGreaterThanOrEqualTo(0.5, result.Steps[1].TargetedSize.Sparsity, type);
        }
        ModelAssert.Fails(() => RecipeRunner.Apply(model, Recipe.Parse($"{pruned}quantize(ggml, type=q4_k)")), "step 2, quantize(ggml, type=q4_k)", "no longer zero", "q8_0, q3_k, q6_k keep zeros");
    }

    [TestMethod]
    public void Importance_needs_calibration_and_lowers_the_error_of_the_outputs()
    {
        var step = Recipe.Parse("quantize(ggml, type=q2_k, importance=true)").Steps.Single();
        Assert.IsTrue(step.NeedsCalibration);
        var random = new RandomSource(8);
        var inputs = new Matrix(64, 512);
        for (int t = 0; t < inputs.Rows; t++)
            for (int j = 0; j < inputs.Columns; j++) inputs[t, j] = (float)(random.NextGaussian() * (j % 16 == 0 ? 10 : 0.3));
        var values = Values();
        double plain = OutputError(Quantize(Recipe.Parse("quantize(ggml, type=q2_k)").Steps.Single(), values)), weighted = OutputError(Quantize(step, values, inputs));
        Assert.IsLessThan(0.6 * plain, weighted);

        double OutputError(WeightMatrix weights)
        {
            var held = weights.ToMatrix();
            double sum = 0;
            for (int t = 0; t < inputs.Rows; t++)
                for (int r = 0; r < held.Rows; r++)
                {
                    double error = 0;
                    for (int j = 0; j < held.Columns; j++) error += (double)(held[r, j] - values[r, j]) * inputs[t, j];
                    sum += error * error;
                }
            return sum;
        }
    }

    [TestMethod]
    public void Weights_beyond_the_scales_are_refused()
    {
        var values = Values();
        values[1, 3] = 3e38f;
        ModelAssert.Fails(() => Quantize(Recipe.Parse("quantize(ggml, type=q8_0)").Steps.Single(), values), "block 0 query", "Q8_0", "f16", "in row 1");
        values[1, 3] = float.NaN;
        ModelAssert.Fails(() => Quantize(Recipe.Parse("quantize(ggml, type=q8_0)").Steps.Single(), values), "weight [1, 3] must be finite");
    }

    [TestMethod]
    public void Types_are_written_as_ggml_writes_them()
    {
        Assert.AreEqual("quantize(ggml, type=q4_k)", Recipe.Parse("quantize(ggml)").ToString());
        Assert.AreEqual("quantize(ggml, type=q4_k_m, importance=true)", Recipe.Parse("quantize(ggml, type=Q4_K_M, importance=true)").ToString());
        ModelAssert.Fails(() => Recipe.Parse("quantize(ggml, type=q7)"), "type must be q4_0, q4_1", "found q7");
    }

    private static DecoderModel Apply(LanguageModel model, string recipe) => RecipeRunner.Apply(model, Recipe.Parse(recipe)).Model.Decoder;

    private static void Compare(DecoderModel expected, DecoderModel actual, double mostOthers)
    {
        foreach (var ((name, x), (_, y)) in ModelAssert.Matrices(expected).Zip(ModelAssert.Matrices(actual)))
        {
            Assert.AreEqual(x.Format, y.Format, name);
            ReadOnlySpan<byte> a = Bytes(x), b = Bytes(y);
            int others = 0;
            for (int i = 0; i < a.Length; i++)
                if (a[i] != b[i]) others++;
            bool isExact = x.Format is not ("Q2_K" or "Q4_K" or "Q5_K");
            Assert.IsLessThanOrEqualTo(isExact ? 0 : mostOthers * a.Length, others, $"{name}: {others} of {a.Length} bytes of {x.Format}");
        }
    }

    private static byte[] Bytes(WeightMatrix weights)
    {
        var bytes = new List<byte>();
        foreach (var part in ((MLNetHemorrhage.Models.Weights.Storage.IStoredWeights)weights).ToStored().Parts) part.CopyTo(span => bytes.AddRange(span));
        return [.. bytes];
    }

    private static WeightMatrix Quantize(Modification step, Matrix values, Matrix? inputs = null)
    {
        var ggml = (GgmlQuantization)step;
        var statistics = ggml.NewStatistics(values.Columns);
        if (inputs is not null)
            foreach (var statistic in statistics) statistic.Add(inputs.View, WorkerPool.Shared);
        return ggml.Modify(new(LayerName.Linear(0, LinearRole.Query), new DenseWeights(values), statistics, WorkerPool.Shared) { Preparation = new GgmlChoice(ggml.Type.Base()) });
    }

    private static Matrix Values()
    {
        var random = new RandomSource(4);
        var values = new Matrix(4, 512);
        foreach (ref float x in values.Values) x = (float)(random.NextGaussian() * 0.05);
        return values;
    }

    private static LanguageModel Model()
    {
        var spec = RandomDecoder.Spec() with { HiddenSize = 256, FeedForwardSize = 256, HeadSize = 64, BlockCount = 1, VocabularySize = 258 };
        return new("wide", RandomDecoder.Parameters(spec).ToModel(), new LetterTokenizer());
    }
}
