using System.Text.Json;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>The tables of methods (docs/*-table.json) say what the methods do today: some of their cells are measured again.</summary>
[TestClass]
public sealed class MethodTableTests
{
    private const double Tolerance = 1e-5;

    [TestMethod]
    [DataRow("pruning", "wanda", 0.5, "prune(wanda, sparsity=0.5)")]
    [DataRow("quantization-group", "k-quants", 2, "quantize(ggml, type=q2_k)")]
    [DataRow("quantization-row", "gptq", 3, "quantize(gptq, bits=3, symmetric=false, scales=f16)")]
    public void A_cell_of_the_default_model_is_measured_again(string table, string method, double strength, string recipe)
    {
        var row = Row(table, "default", method, strength);
        Check(LanguageModel.Default, recipe, row.Perplexity, SyntheticText.Documents(Split.Evaluation, 100),
            Enumerable.Range(row.Seed * 128, 128).Select(i => SyntheticText.Document(Split.Calibration, i)));
    }

    [TestMethod]
    [DataRow("pruning", "gradientAware", 0.5, "prune(gradientAware, sparsity=0.5)")]
    [DataRow("quantization-group", "rtn", 3, "quantize(rtn, bits=3, group=32, symmetric=false, scales=f16)")]
    [DataRow("quantization-group", "rtn+mse", 3, "quantize(rtn, bits=3, group=32, symmetric=false, clip=mse, scales=f16)")]
    [DataRow("quantization-group", "gptq", 3, "quantize(gptq, bits=3, group=32, symmetric=false, scales=f16)")]
    [DataRow("quantization-group", "gptq+mse", 3, "quantize(gptq, bits=3, group=32, symmetric=false, clip=mse, scales=f16)")]
    [DataRow("quantization-group", "awq", 3, "quantize(awq, bits=3, group=32, clip=none, scales=f16)")]
    [DataRow("quantization-group", "awq+clip", 3, "quantize(awq, bits=3, group=32, scales=f16)")]
    [DataRow("quantization-group", "dynamicScaling", 3, "quantize(dynamicScaling, bits=3, group=32, scales=f16)")]
    public void A_cell_of_stories260K_is_measured_again(string table, string method, double strength, string recipe)
    {
        string[] stories = [.. TextSource.Documents(TextSource.Read(TestData.External("text/tinystories.txt")))];
        var row = Row(table, "stories260K", method, strength);
        Check(Stories260K.Load(), recipe, row.Perplexity, stories.Take(100), stories.Skip(1000 + row.Seed * 128).Take(128));
    }

    private static void Check(LanguageModel model, string recipe, double expected, IEnumerable<string> scored, IEnumerable<string> calibration)
    {
        int context = model.Decoder.Spec.ContextLength;
        var modified = RecipeRunner.Apply(model, Recipe.Parse(recipe), CalibrationSet.FromDocuments(calibration, model.Tokenizer, context)).Model;
        double actual = Perplexity.Measure(modified, Protocol.Documents(100).Split(scored, model.Tokenizer, context)).Perplexity.Value;
        Assert.AreEqual(expected, actual, Tolerance * expected);
    }

    // The first seed of a row.
    private static (int Seed, double Perplexity) Row(string name, string model, string method, double strength)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(TestData.Golden($"tables/{name}-table.json")));
        var row = table.RootElement.EnumerateArray().Single(r =>
            r.GetProperty("model").GetString() == model && r.GetProperty("method").GetString() == method && r.GetProperty("strength").GetDouble() == strength);
        return (row.GetProperty("seeds")[0].GetInt32(), row.GetProperty("seedPerplexities")[0].GetDouble());
    }
}
