using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Robustness.Advisor;

[TestClass]
public sealed class SizeForecastTests
{
    private static readonly LanguageModel Model = SmallModel.Create(3);

    [TestMethod]
    [DataRow("prune(magnitude, sparsity=0.01)")]
    [DataRow("prune(magnitude, sparsity=0.3)")]
    [DataRow("prune(magnitude, sparsity=0.77, targets=all)")]
    [DataRow("prune(magnitude, sparsity=0.6) + prune(magnitude, sparsity=0.2)")]
    [DataRow("prune(magnitude, pattern=2:4)")]
    [DataRow("prune(magnitude, pattern=4:8) + prune(magnitude, sparsity=0.75)")]
    [DataRow("prune(magnitude, pattern=2:4) + quantize(rtn, bits=8)")]
    [DataRow("quantize(rtn, bits=8)")]
    [DataRow("quantize(rtn, bits=5, group=7, symmetric=false)")]
    [DataRow("quantize(rtn, bits=4, group=16, targets=all)")]
    [DataRow("prune(magnitude, sparsity=0.05) + quantize(rtn, bits=6, group=32)")]
    public void Is_exact_where_nothing_is_saved_by_chance(string text)
    {
        var recipe = Recipe.Parse(text);
        Assert.AreEqual(RecipeRunner.Apply(Model, recipe).Size.Bytes, new SizeForecast(Model.Decoder).Bytes(recipe));
    }

    [TestMethod]
    [DataRow("prune(magnitude, sparsity=0.77, scope=row, targets=all)")]
    [DataRow("prune(magnitude, pattern=5:11, targets=all)")]
    [DataRow("quantize(rtn, bits=2)")]
    [DataRow("quantize(rtn, bits=3, group=8)")]
    [DataRow("prune(magnitude, sparsity=0.5) + quantize(rtn, bits=3)")]
    [DataRow("quantize(rtn, bits=4) + prune(magnitude, sparsity=0.7)")]
    public void Is_never_too_small(string text)
    {
        var recipe = Recipe.Parse(text);
        long forecast = new SizeForecast(Model.Decoder).Bytes(recipe), actual = RecipeRunner.Apply(Model, recipe).Size.Bytes;
        Assert.IsGreaterThanOrEqualTo(actual, forecast);
        Assert.IsLessThan(WeightSize.Of(Model.Decoder).Bytes, forecast);
    }

    [TestMethod]
    public void Starts_from_what_a_model_is_already()
    {
        foreach (string before in new[] { "sparsity=0.7", "pattern=2:4" })
        {
            var pruned = RecipeRunner.Apply(Model, Recipe.Parse($"prune(magnitude, {before})")).Model;
            foreach (string text in new[] { "prune(magnitude, sparsity=0.5)", "quantize(rtn, bits=8)" })
            {
                var recipe = Recipe.Parse(text);
                Assert.AreEqual(RecipeRunner.Apply(pruned, recipe).Size.Bytes, new SizeForecast(pruned.Decoder).Bytes(recipe), $"{before}: {text}");
            }
        }
    }
}
