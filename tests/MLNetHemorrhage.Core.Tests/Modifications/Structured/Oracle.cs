using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

/// <summary>What the published methods made of stories260K, with the same calibration windows and the same scored tokens.</summary>
internal static class Oracle
{
    public static LanguageModel Model => Checkpoint.LoadModel(TestData.External("models/stories260K/stories260K.bin"));

    public static CalibrationSet Calibration =>
        new(TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.calib_64x256.i32")).Chunk(256));

    public static JsonElement Result(string section, string key)
    {
        using var results = JsonDocument.Parse(File.ReadAllText(TestData.External("golden/oracle/results-stories260K.json")));
        return results.RootElement.GetProperty(section).GetProperty(key).Clone();
    }

    public static RecipeResult Apply(string recipe) => RecipeRunner.Apply(Model, Recipe.Parse(recipe), Calibration);

    public static StepContext Context => new(Calibration, WorkerPool.Shared, _ => { }, default);

    /// <summary>Compares the perplexity over the first 25 stories, every token after the first scored; the tolerance is relative.</summary>
    public static void AssertPerplexity(JsonElement expected, DecoderModel model, double tolerance = 1e-5)
    {
        double perplexity = expected.GetProperty("ppl").GetProperty("stories25").GetDouble();
        Assert.AreEqual(perplexity, Perplexity(model), tolerance * perplexity);
    }

    public static double Perplexity(DecoderModel model)
    {
        int[] lengths = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.lengths.i32"));
        int[] ids = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.ids.i32"));
        int start = 0;
        var sequences = lengths.Take(25).Select(n => ids[start..(start += n)]).ToList();
        return Math.Exp(new DecoderRunner(model, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(sequences)).Average(x => (double)x));
    }
}
