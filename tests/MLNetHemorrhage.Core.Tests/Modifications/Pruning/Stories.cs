using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications.Pruning;

/// <summary>stories260K with the calibration windows and the texts of the reference numbers.</summary>
internal static class Stories
{
    public static LanguageModel Model => Checkpoint.LoadModel(TestData.External("models/stories260K/stories260K.bin"));

    public static CalibrationSet Calibration =>
        new(TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.calib_64x256.i32")).Chunk(256));

    public static DecoderModel Apply(Modification step) => RecipeRunner.Apply(Model, new Recipe([step]), Calibration).Model.Decoder;

    /// <summary>Over the first 25 stories, every token after the first scored.</summary>
    public static double Perplexity(DecoderModel model)
    {
        int[] lengths = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.lengths.i32"));
        int[] ids = TestData.Integers(TestData.External("golden/oracle/tokens/stories260K.stories100.ids.i32"));
        int start = 0;
        var sequences = lengths.Take(25).Select(n => ids[start..(start += n)]).ToList();
        return Math.Exp(new DecoderRunner(model, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(sequences)).Average(x => (double)x));
    }
}
