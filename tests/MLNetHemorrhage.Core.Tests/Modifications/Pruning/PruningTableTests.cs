using System.Text.Json;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Modifications.Pruning;

/// <summary>The table of pruning methods says what the methods do today.</summary>
[TestClass]
public sealed class PruningTableTests
{
    private const double Sparsity = 0.5, Tolerance = 1e-5;

    [TestMethod]
    public void A_row_of_the_default_model_is_measured_again()
    {
        var model = LanguageModel.Default;
        int[] seeds = Row("default", "wanda").Seeds;
        Check(model, "default", "wanda", SyntheticText.Documents(Split.Evaluation, 100),
            Enumerable.Range(seeds[0] * 128, 128).Select(i => SyntheticText.Document(Split.Calibration, i)));
    }

    [TestMethod]
    public void A_cell_of_gradient_aware_pruning_is_measured_again()
    {
        string[] stories = [.. TextSource.Documents(TextSource.Read(TestData.External("text/tinystories.txt")))];
        int[] seeds = Row("stories260K", "gradientAware").Seeds;
        Check(Stories260K.Load(), "stories260K", "gradientAware", stories.Take(100), stories.Skip(1000 + seeds[0] * 128).Take(128));
    }

    private static void Check(LanguageModel model, string name, string method, IEnumerable<string> scored, IEnumerable<string> calibration)
    {
        int context = model.Decoder.Spec.ContextLength;
        var recipe = Recipe.Parse(FormattableString.Invariant($"prune({method}, sparsity={Sparsity})"));
        var pruned = RecipeRunner.Apply(model, recipe, CalibrationSet.FromDocuments(calibration, model.Tokenizer, context)).Model;
        double expected = Row(name, method).Perplexities[0];
        double actual = Perplexity.Measure(pruned, Protocol.Documents(100).Split(scored, model.Tokenizer, context)).Perplexity.Value;
        Assert.AreEqual(expected, actual, Tolerance * expected);
    }

    private static (int[] Seeds, double[] Perplexities) Row(string model, string method)
    {
        using var table = JsonDocument.Parse(File.ReadAllText(TestData.Golden("tables/pruning-table.json")));
        var row = table.RootElement.EnumerateArray().Single(r =>
            r.GetProperty("model").GetString() == model && r.GetProperty("method").GetString() == method && r.GetProperty("strength").GetDouble() == Sparsity);
        return ([.. row.GetProperty("seeds").EnumerateArray().Select(s => s.GetInt32())], [.. row.GetProperty("seedPerplexities").EnumerateArray().Select(p => p.GetDouble())]);
    }
}
