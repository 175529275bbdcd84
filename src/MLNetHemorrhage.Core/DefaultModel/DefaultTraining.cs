using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.DefaultModel;

/// <summary>How the default model is made: its architecture, first weights, text and schedule. Everything here decides its bits.</summary>
internal static class DefaultTraining
{
    private const ulong Seed = 20260;

    /// <summary>3.8 million weights; the rows of all linear layers have 256 or 512 of them, which every block format divides.</summary>
    public static DecoderSpec Spec { get; } = new()
    {
        VocabularySize = DefaultTokenizer.VocabularySize,
        HiddenSize = 256,
        FeedForwardSize = 512,
        BlockCount = 6,
        HeadCount = 4,
        KeyValueHeadCount = 2,
        HeadSize = 64,
        ContextLength = 256,
        TiedHead = true,
    };

    public static TrainingOptions Options { get; } = new() { Steps = 2200, LearningRate = 3e-3, WeightDecay = 0.5 };

    /// <summary>A trainer at step 0. The training text is never repeated: the split has more documents than the schedule reads.</summary>
    public static Trainer Create(WorkerPool pool) => new(DecoderParameters.Random(Spec, Seed), Documents(), Options, pool);

    private static IEnumerable<int[]> Documents()
    {
        var tokenizer = DefaultTokenizer.Load();
        int begin = tokenizer.BeginId!.Value, end = tokenizer.EndId!.Value;
        return SyntheticText.Documents(Split.Training, int.MaxValue).Select(text => (int[])[begin, .. tokenizer.Encode(text), end]);
    }
}
