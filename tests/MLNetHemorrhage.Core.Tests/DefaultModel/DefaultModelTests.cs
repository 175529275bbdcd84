using System.Security.Cryptography;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Tests.DefaultModel;

[TestClass]
public sealed class DefaultModelTests
{
    [TestMethod]
    public void The_shipped_weights_are_those_of_the_training()
    {
        using var stream = typeof(LanguageModel).Assembly.GetManifestResourceStream("default-model/model.safetensors")!;
        var expected = File.ReadAllText(TestData.Golden("default-model/expected-hash.txt")).Trim();
        Assert.IsLessThanOrEqualTo(8_000_000, stream.Length);
        Assert.AreEqual(expected, Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    [TestMethod]
    public void The_architecture_is_the_one_that_was_trained()
    {
        Assert.AreEqual(DefaultTraining.Spec, LanguageModel.Default.Decoder.Spec);
        foreach (var block in LanguageModel.Default.Decoder.Blocks)
            foreach (var role in DecoderBlock.Roles)
                Assert.AreEqual(0, block[role].Columns % 256, $"{role}");
    }

    [TestMethod]
    public void It_knows_its_language() => Assert.IsLessThan(3, Perplexity.Measure(LanguageModel.Default, Text(30), Protocol.Documents(30)).Perplexity.Value);

    [TestMethod]
    [DataRow("prune(wanda, sparsity=0.3)", double.NegativeInfinity, 0.02)]
    [DataRow("prune(wanda, sparsity=0.8)", 1, double.PositiveInfinity)]
    public void It_has_weights_to_spare_but_not_all_of_them(string recipe, double above, double below)
    {
        var model = LanguageModel.Default;
        var calibration = CalibrationSet.FromDocuments(SyntheticText.Documents(Split.Calibration, 64), model.Tokenizer, model.Decoder.Spec.ContextLength);
        var pruned = RecipeRunner.Apply(model, Recipe.Parse(recipe), calibration).Model;
        var lnRatio = Divergence.Measure(model, pruned, Text(30), Protocol.Documents(30)).LnRatio.Value;
        Assert.IsGreaterThan(above, lnRatio);
        Assert.IsLessThan(below, lnRatio);
    }

    private static string Text(int documents) => string.Join(TextSource.DefaultSeparator, SyntheticText.Documents(Split.Evaluation, documents));
}
