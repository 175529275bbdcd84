using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Modifications.Quantization.Smoothing;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Numerics;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Modifications.Quantization;

[TestClass]
public sealed class SmoothQuantTests
{
    private static readonly CalibrationSet Calibration = new(RandomDecoder.Windows(RandomDecoder.Spec(), 30, 5, 17));

    private static LanguageModel Model => new("random", RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel(), new LetterTokenizer());

    /// <summary>
    /// Relative to 1e-3: with rounded inputs a change of the embedding by 5e-7 of itself moves the perplexity by up to 5e-4. The zeros among the rounded
    /// weights do not depend on such changes: they are all the same, if the smoothing is.
    /// </summary>
    [TestMethod]
    [DataRow("w8a8_nosmooth", "quantize(rtn, bits=8, activations=8)")]
    [DataRow("w8a8_smoothquant_a0.5", "quantize(smoothquant)")]
    [DataRow("w4a8_smoothquant_a0.8", "quantize(smoothquant, bits=4, migration=0.8)")]
    public void Zeros_are_those_of_the_published_code_and_so_is_perplexity(string key, string recipe)
    {
        var published = ReferenceModel.Published("quantization", key);
        var result = ReferenceModel.Apply(recipe);
        Assert.AreEqual(published.GetProperty("achieved_sparsity").GetDouble(), result.TargetedSize.Sparsity, 3.0 / result.TargetedSize.Count);
        ReferenceModel.AssertPerplexity(published, result.Model.Decoder, 1e-3);
    }

    [TestMethod]
    public void Smoothing_leaves_the_function_as_it_is()
    {
        var model = Model.Decoder;
        var smoothed = new InputSmoothing(new() { Migration = 0.8 }, model, Context()).Run();
        var batch = new TokenBatch(Calibration.Windows);
        double Loss(DecoderModel decoder) => new DecoderRunner(decoder, WorkerPool.Shared).NegativeLogLikelihood(batch).Average(x => (double)x);
        Assert.AreEqual(Loss(model), Loss(smoothed), 1e-6 * Loss(model));
        Assert.AreNotEqual(model.Blocks[0].AttentionNorm[0], smoothed.Blocks[0].AttentionNorm[0]);
        Assert.AreSame(model.Blocks[0][LinearRole.Down], smoothed.Blocks[0][LinearRole.Down]);
    }

    [TestMethod]
    public void Inputs_and_weights_have_the_maxima_that_the_formula_gives()
    {
        const double Migration = 0.7;
        var model = Model.Decoder;
        var smoothed = new InputSmoothing(new() { Migration = Migration }, model, Context()).Run();
        foreach (var (role, others) in ((LinearRole, LinearRole[])[])[(LinearRole.Query, [LinearRole.Key, LinearRole.Value]), (LinearRole.Gate, [LinearRole.Up])])
        {
            var (before, after) = (Maxima(model, role), Maxima(smoothed, role));
            for (int j = 0; j < before.Length; j++)
            {
                double weights = WeightMaximum(model, j), factor = Math.Pow(before[j], Migration) / Math.Pow(weights, 1 - Migration);
                Assert.AreEqual(before[j] / factor, after[j], 1e-5 * after[j]);
                Assert.AreEqual(weights * factor, WeightMaximum(smoothed, j), 1e-5 * weights * factor);
            }

            double WeightMaximum(DecoderModel decoder, int j) =>
                others.Append(role).Max(r => Enumerable.Range(0, decoder.Blocks[0][r].Rows).Max(i => (double)Math.Abs(decoder.Blocks[0][r].ToMatrix()[i, j])));
        }
    }

    [TestMethod]
    public void Inputs_that_are_always_zero_and_weights_that_are_have_factors_too()
    {
        float[] factors = SmoothingFactors.Of([0, 4, 0.5], [2, 0, 0.25f], 0.5);
        CollectionAssert.AreEqual(new[] { 1e-5f, (float)(2 / Math.Sqrt(1e-5)), (float)Math.Sqrt(2) }, factors);
    }

    [TestMethod]
    [DataRow("quantize(rtn, bits=8, activations=8)", "int8 x int8 per token, integer"), DataRow("quantize(gptq, bits=4, group=8, activations=8)", "int4 g8 x int8 per token, integer")]
    [DataRow("quantize(smoothquant, bits=4)", "int4 x int8 per token, integer"), DataRow("quantize(smoothquant, activations=none)", "int8")]
    [DataRow("quantize(rtn, bits=8, activations=4) + quantize(rtn, bits=6)", "int6 x int4 per token, integer")]
    [DataRow("quantize(rtn, bits=8, activations=8) + prune(magnitude, sparsity=0.9)", "sparse int8 x int8 per token, integer")]
    [DataRow("quantize(rtn, bits=8, activations=8) + quantize(nf4)", "nf4 b64 f32 scales x int8 per token, simulated")]
    [DataRow("quantize(llmint8, threshold=1000, activations=8)", "int8 x int8 per token, f32 from 1000, simulated")]
    public void Reports_say_what_is_multiplied_and_later_steps_keep_it(string recipe, string format)
    {
        var result = RecipeRunner.Apply(Model, Recipe.Parse(recipe), Calibration);
        Assert.IsTrue(result.Steps[^1].Layers.All(l => l.Format == format), result.Steps[^1].Layers[0].Format);
    }

    [TestMethod]
    public void Errors_of_outputs_count_the_rounding_of_inputs()
    {
        // Nothing but inputs is rounded: weights of one magnitude lie on levels already.
        var weights = new DenseWeights(Matrices.Random(5, 40, 1));
        var (inputs, sample) = (Matrices.Random(30, 40, 2), new InputSample(40, 30, 30));
        sample.Add(inputs.View, WorkerPool.Shared);
        var rounding = new InputRounding(3);
        double? error = LayerErrors.Of(weights, weights, sample, WorkerPool.Shared, rounding).Outputs;
        double changed = 0, whole = 0;
        for (int t = 0; t < 30; t++)
        {
            float scale = inputs.Row(t).ToArray().Max(Math.Abs) / 3;
            for (int r = 0; r < 5; r++)
            {
                double before = 0, after = 0;
                for (int j = 0; j < 40; j++)
                {
                    before += (double)inputs[t, j] * weights.ToMatrix()[r, j];
                    after += Math.Round(inputs[t, j] / scale, MidpointRounding.ToEven) * scale * weights.ToMatrix()[r, j];
                }
                changed += (after - before) * (after - before);
                whole += before * before;
            }
        }
        Assert.AreEqual(Math.Sqrt(changed / whole), error!.Value, 1e-5);
        Assert.AreEqual(0, LayerErrors.Of(weights, weights, sample, WorkerPool.Shared).Outputs);
    }

    [TestMethod]
    public void Zeros_stay_and_threads_do_not_matter()
    {
        var steps = Recipe.Parse("prune(magnitude, sparsity=0.4) + quantize(smoothquant, bits=4, group=8)");
        using WorkerPool one = new(1), three = new(3);
        var first = RecipeRunner.Apply(Model, steps, Calibration, new() { Pool = one });
        var second = RecipeRunner.Apply(Model, steps, Calibration, new() { Pool = three });
        Assert.IsGreaterThan(0.39, first.TargetedSize.Sparsity);
        for (int b = 0; b < first.Model.Decoder.Blocks.Count; b++)
            foreach (var role in DecoderBlock.Roles) Layers.AssertSameBits(first.Model.Decoder.Blocks[b][role].ToMatrix(), second.Model.Decoder.Blocks[b][role].ToMatrix());
    }

    [TestMethod]
    [DataRow("quantize(rtn, activations=8, targets=all)", "quantize(rtn): targets must be blocks beside activations: the inputs of the head are not rounded, found all")]
    [DataRow("quantize(rtn, activations=9)", "quantize(rtn): activations must be between 2 and 8, found 9")]
    [DataRow("quantize(llmint8, activations=4)", "quantize(llmint8): activations must be 8, found 4")]
    [DataRow("quantize(smoothquant, migration=1.5)", "quantize(smoothquant): migration must be between 0 and 1, found 1.5")]
    public void What_does_not_go_is_refused(string recipe, string message) =>
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => Recipe.Parse(recipe)).Message, message);

    [TestMethod]
    [DataRow("quantize(rtn, bits=8) + quantize(smoothquant)", true), DataRow("quantize(smoothquant) + prune(magnitude, sparsity=0.1)", false), DataRow("prune(wanda, sparsity=0.1) + quantize(smoothquant)", false)]
    public void Smoothing_what_is_quantized_already_is_a_finding(string recipe, bool isFound) =>
        Assert.AreEqual(isFound, Recipe.Parse(recipe).Validate(ThresholdTable.Empty).Any(f => f.Id == "MLH2006"));

    private static StepContext Context() => new(Calibration, WorkerPool.Shared, _ => { }, default);

    private static double[] Maxima(DecoderModel model, LinearRole role)
    {
        var collector = new StatisticsCollector(columns => [new ColumnMaxima(columns)], WorkerPool.Shared);
        new CalibrationActivations(model, Calibration, WorkerPool.Shared).Advance(model.Blocks[0], collector);
        return ((ColumnMaxima)collector.Of(role)[0]).Sums.ToArray();
    }
}
