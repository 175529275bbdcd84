using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Modifications.Structured;

/// <summary>Small random decoders and texts.</summary>
internal static class Samples
{
    public static DecoderSpec Spec(int blocks = 5) => RandomDecoder.Spec() with { BlockCount = blocks };

    public static LanguageModel Model(DecoderSpec? spec = null, ulong seed = 1) =>
        new("random", RandomDecoder.Parameters(spec ?? Spec(), seed).ToModel(), new LetterTokenizer());

    public static CalibrationSet Calibration { get; } = new(Windows(RandomDecoder.Batch(Spec(), 30, 5, 17, 1, 22)));

    public static RecipeResult Apply(string recipe, LanguageModel? model = null, int threads = 2, CalibrationSet? calibration = null)
    {
        using var pool = new WorkerPool(threads);
        return RecipeRunner.Apply(model ?? Model(), Recipe.Parse(recipe), calibration ?? Calibration, new() { Pool = pool });
    }

    /// <summary>-ln p of the tokens of the calibration text.</summary>
    public static float[] Losses(DecoderModel model) => new DecoderRunner(model, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(Calibration.Windows));

    /// <summary>The final hidden states of the calibration text.</summary>
    public static Matrix Hidden(DecoderModel model) => new DecoderRunner(model, WorkerPool.Shared).FinalHidden(new TokenBatch(Calibration.Windows));

    public static string ErrorOf(string recipe, LanguageModel? model = null, CalibrationSet? calibration = null) =>
        Assert.ThrowsExactly<HemorrhageException>(() => Apply(recipe, model, calibration: calibration)).Message;

    private static IEnumerable<int[]> Windows(TokenBatch batch) =>
        Enumerable.Range(0, batch.Count).Select(s => batch.Ids[batch.Starts[s]..batch.Starts[s + 1]]);
}
