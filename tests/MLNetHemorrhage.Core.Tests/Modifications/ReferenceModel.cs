using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

/// <summary>stories260K with the tokens that the published implementations were calibrated and measured on, and what they gave.</summary>
internal static class ReferenceModel
{
    public static LanguageModel Load() => Checkpoint.LoadModel(TestData.External("models/stories260K/stories260K.bin"));

    public static CalibrationSet Calibration() => new(TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.calib_64x256.i32")).Chunk(256));

    public static RecipeResult Apply(Recipe recipe, RecipeOptions? options = null) => RecipeRunner.Apply(Load(), recipe, Calibration(), options);

    public static RecipeResult Apply(string recipe) => Apply(Recipe.Parse(recipe));

    /// <summary>For a step that is applied without a recipe.</summary>
    public static StepContext Context() => new(Calibration(), WorkerPool.Shared, _ => { }, default);

    /// <summary>Over the first 25 stories, every token after the first scored.</summary>
    public static double Perplexity(DecoderModel model)
    {
        int[] lengths = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.lengths.i32"));
        int[] ids = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.ids.i32"));
        int start = 0;
        var sequences = lengths.Take(25).Select(n => ids[start..(start += n)]).ToList();
        return Math.Exp(new DecoderRunner(model, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(sequences)).Average(x => (double)x));
    }

    /// <summary>What a published implementation gave: the entry of a section of the results.</summary>
    public static JsonElement Published(string section, string key)
    {
        using var results = JsonDocument.Parse(File.ReadAllText(TestData.External("golden/oracle/results-stories260K.json")));
        return results.RootElement.GetProperty(section).GetProperty(key).Clone();
    }

    /// <summary>Its perplexity over the first 25 stories.</summary>
    public static double PublishedPerplexity(string section, string key) => Published(section, key).GetProperty("ppl").GetProperty("stories25").GetDouble();

    /// <summary>Compares perplexities over the first 25 stories; the tolerance is relative.</summary>
    public static void AssertPerplexity(JsonElement published, DecoderModel model, double tolerance = 1e-5)
    {
        double expected = published.GetProperty("ppl").GetProperty("stories25").GetDouble();
        Assert.AreEqual(expected, Perplexity(model), tolerance * expected);
    }
}
