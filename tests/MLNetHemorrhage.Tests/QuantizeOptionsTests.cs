using System.Reflection;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Modifications.Quantization;

namespace MLNetHemorrhage.Tests;

/// <summary>The options of quantization are the parameters of recipes: none is lost, and none is taken that the method does not have.</summary>
[TestClass]
public sealed class QuantizeOptionsTests : IDisposable
{
    private static readonly (QuantizeEstimator.Options Options, string Recipe)[] Examples =
    [
        (new() { Method = QuantizationMethod.RoundToNearest, Bits = 5, Scope = GridScope.Matrix, Clip = GridClip.Mse, Scales = ScaleFormat.F16, Targets = ModificationTargets.All },
            "quantize(rtn, bits=5, scope=matrix, clip=mse, scales=f16, targets=all)"),
        (new() { Method = QuantizationMethod.Gptq, Bits = 3, Group = 8, Symmetric = false, Order = InputOrder.None, Grids = GridTiming.Fresh, Block = 16, Damping = 0.02 },
            "quantize(gptq, bits=3, group=8, symmetric=false, order=none, grids=fresh, block=16, damping=0.02)"),
        (new() { Method = QuantizationMethod.Gptq, AverageBits = 6, Group = 16 }, "quantize(gptq, group=16, averageBits=6)"),
        (new() { Method = QuantizationMethod.Awq, Group = 16, Symmetric = true, Clip = GridClip.None }, "quantize(awq, bits=4, group=16, symmetric=true, clip=none)"),
        (new() { Method = QuantizationMethod.SmoothQuant, Bits = 4, Migration = 0.8, Activations = 6 }, "quantize(smoothquant, bits=4, migration=0.8, activations=6)"),
        (new() { Method = QuantizationMethod.Nf4, Block = 32, DoubleQuantization = true }, "quantize(nf4, bits=4, block=32, doubleQuantization=true)"),
        (new() { Method = QuantizationMethod.Fp4 }, "quantize(fp4, bits=4)"),
        (new() { Method = QuantizationMethod.Mxfp4 }, "quantize(mxfp4, bits=4)"),
        (new() { Method = QuantizationMethod.Nvfp4 }, "quantize(nvfp4, bits=4)"),
        (new() { Method = QuantizationMethod.LlmInt8, Threshold = 1.5 }, "quantize(llmint8, bits=8, threshold=1.5)"),
        (new() { Method = QuantizationMethod.DynamicScaling, Bits = 3, Group = 8, Symmetric = true, Epochs = 1, Rate = 0.02 },
            "quantize(dynamicScaling, bits=3, group=8, symmetric=true, epochs=1, rate=0.02)"),
        (new() { Method = QuantizationMethod.Ggml, Type = GgmlType.Q5_K_M, Importance = true, Fallback = true }, "quantize(ggml, type=q5_k_m, importance=true, fallback=true)"),
    ];

    private readonly Story _story = new();

    public static IEnumerable<object[]> Methods => Enum.GetValues<QuantizationMethod>().Select(m => new object[] { m });

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void Options_are_the_recipe_that_they_say()
    {
        foreach (var (options, recipe) in Examples) Assert.AreEqual(recipe, $"{_story.Steps.Quantize(options).Recipe}");
    }

    [TestMethod]
    public void Every_method_and_every_option_is_among_these_examples()
    {
        CollectionAssert.AreEqual(Enum.GetValues<QuantizationMethod>(), Examples.Select(e => e.Options.Method).Distinct().ToArray());
        foreach (var property in typeof(QuantizeEstimator.Options).GetProperties().Where(p => p.IsDefined(typeof(StepParameterAttribute))))
            Assert.IsTrue(Examples.Any(e => !Equals(property.GetValue(e.Options), property.GetValue(new QuantizeEstimator.Options()))), property.Name);
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void A_method_alone_is_its_row_with_its_defaults(QuantizationMethod method)
    {
        string name = typeof(QuantizationMethod).GetField($"{method}")!.GetCustomAttribute<RecipeMethodAttribute>()!.Name;
        Assert.AreEqual(Recipe.Parse($"quantize({name})"), _story.Steps.Quantize(new QuantizeEstimator.Options { Method = method }).Recipe);
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void Fitting_gives_the_weights_of_the_engine(QuantizationMethod method)
    {
        var step = _story.Steps.Quantize(Examples.First(e => e.Options.Method == method).Options);
        var loaded = _story.Steps.LoadLanguageModel(path: _story.ModelPath).Fit(_story.Data);
        var model = loaded.Append(step.Fit(loaded.Transform(_story.Data)));
        var tokenizer = loaded.Model.Tokenizer;
        var calibration = CalibrationSet.FromDocuments(Story.Texts.Select(t => t ?? ""), tokenizer, loaded.Model.Decoder.Spec.ContextLength);
        Assert.AreEqual(ModelPackage.ToBase64(RecipeRunner.Apply(loaded.Model, step.Recipe, calibration).Model), ModelPackage.ToBase64(model.LastTransformer.Model));
        Assert.AreNotEqual(ModelPackage.ToBase64(loaded.Model), ModelPackage.ToBase64(model.LastTransformer.Model));
    }

    [TestMethod]
    [DynamicData(nameof(Methods))]
    public void A_quantized_model_comes_back_from_its_file(QuantizationMethod method)
    {
        var step = _story.Steps.Quantize(Examples.First(e => e.Options.Method == method).Options);
        var model = _story.Steps.LoadLanguageModel(path: _story.ModelPath).Append(step).Append(_story.Steps.ScoreText()).Fit(_story.Data);
        var loaded = _story.Reloaded(model);
        PipelineTests.AssertSame(_story.Rows(model.Transform(_story.Data)), _story.Rows(loaded.Transform(_story.Data)));
        Assert.AreEqual(WeightSize.Of(model.LastTransformer.Model.Decoder), WeightSize.Of(_story.Steps.Extract(loaded).Decoder));
    }

    [TestMethod]
    public void What_does_not_go_together_is_refused()
    {
        AssertRefused(new() { Damping = 0.1 }, "quantize(rtn): unknown parameter \"damping\"; known: bits, group, ");
        AssertRefused(new() { Method = QuantizationMethod.Gptq, Scope = GridScope.Row }, "quantize(gptq): unknown parameter \"scope\"; known: ");
        AssertRefused(new() { Scope = GridScope.Matrix, Group = 8 }, "quantize(rtn): scope=matrix does not go with group=8");
        AssertRefused(new() { Method = QuantizationMethod.Gptq, Grids = GridTiming.Fresh }, "quantize(gptq): grids=fresh goes with order=none only: ");
        AssertRefused(new() { Bits = 9 }, "quantize(rtn): bits must be between 2 and 8, found 9");
        AssertRefused(new() { Group = -1 }, "quantize(rtn): group must be 0 (the whole row) or more, found -1");
    }

    private void AssertRefused(QuantizeEstimator.Options options, string message)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => _story.Steps.Quantize(options));
        Assert.AreEqual("options", error.ParamName);
        StringAssert.StartsWith(error.Message, message, StringComparison.Ordinal);
    }
}
