using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Core.Tests.DefaultModel;

[TestClass]
public sealed class DefaultModelThresholdsTests
{
    [TestMethod]
    public void Every_record_is_about_the_weights_that_ship()
    {
        string hash = ModelHash.Of(LanguageModel.Default, WorkerPool.Shared);
        Assert.HasCount(50, DefaultModelThresholds.Table.Records);
        foreach (var record in DefaultModelThresholds.Table.Records) Assert.AreEqual(hash, record.Sha256);
    }

    [TestMethod]
    [DataRow("pruneStructured(flap, ratio=0.1)"), DataRow("pruneStructured(shortgpt, ratio=0.33)")]
    public void A_measurement_of_a_smaller_model_gives_the_recorded_loss(string recipe) => AssertRecorded(Recipe.Parse(recipe));

    [TestMethod]
    [DataRow("prune(wanda, sparsity=0.6) + quantize(rtn, bits=3)"), DataRow("quantize(gptq, bits=2)"), DataRow("quantize(ggml, type=q2_k)"), DataRow("quantize(fp4)")]
    public void A_measurement_gives_the_recorded_loss(string recipe) => AssertRecorded(Recipe.Parse(recipe));

    private static void AssertRecorded(Recipe recipe)
    {
        var model = LanguageModel.Default;
        var calibration = CalibrationSet.FromDocuments(SyntheticText.Documents(Split.Calibration, CalibrationSet.DefaultWindows), model.Tokenizer, model.Decoder.Spec.ContextLength);
        string text = string.Join(TextSource.DefaultSeparator, SyntheticText.Documents(Split.Evaluation, 100));
        double measured = Divergence.Measure(model, RecipeRunner.Apply(model, recipe, calibration).Model, text, Protocol.Documents(100)).LnRatio.Value;

        var table = DefaultModelThresholds.Table;
        var context = ThresholdContexts.Of(model, Protocol.Parse("documents:100,context=256,bos=true"), table);
        // The records have four significant places.
        Assert.AreEqual(measured, StackingRule.Predict(recipe.Facts, table, context).LnRatio, Math.Max(2e-5, 5e-4 * measured));
    }
}
