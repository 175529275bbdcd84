using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>
/// Takes a llama of random weights, hidden 2048 and 4 blocks, through a recipe, from a checkpoint on disk with 32 windows of 512 tokens: seconds from
/// opening the file to the modified model, and the peak of the memory that is not a mapped file.
/// </summary>
internal static class LayerwiseBenchmark
{
    private const int Windows = 32, Tokens = 512;

    private static readonly DecoderSpec Spec = new()
    {
        VocabularySize = 1000,
        HiddenSize = 2048,
        FeedForwardSize = 5504,
        BlockCount = 4,
        HeadCount = 16,
        KeyValueHeadCount = 16,
        HeadSize = 128,
        ContextLength = Tokens,
    };

    /// <summary>Writes the checkpoint.</summary>
    public static void WriteModel(BenchmarkOptions options) => Checkpoint.SaveDecoder(DecoderParameters.Random(Spec, 1).ToModel(), options.RequiredPath);

    /// <summary>Carries out one recipe.</summary>
    public static void Run(BenchmarkOptions options)
    {
        var recipe = Recipe.Parse(options.Recipe);
        using var pool = new WorkerPool(options.Threads);
        using var memory = new AnonymousMemory();
        long start = Stopwatch.GetTimestamp();
        var model = new LanguageModel("random", Checkpoint.LoadDecoder(options.RequiredPath), new NumberTokenizer(Spec.VocabularySize));
        var random = new RandomSource(1);
        var calibration = new CalibrationSet(Enumerable.Range(0, Windows).Select(_ => Enumerable.Range(0, Tokens).Select(_ => random.NextInt(Spec.VocabularySize)).ToArray()));
        var result = RecipeRunner.Apply(model, recipe, calibration, new() { Pool = pool });
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds, modelBytes = 4.0 * WeightSize.Of(model.Decoder).Count;
        GC.KeepAlive(result);
        Console.WriteLine(options.Json
            ? JsonSerializer.Serialize(new { recipe = recipe.ToString(), threads = options.Threads, seconds, peakBytes = memory.Peak, modelBytes })
            : string.Create(CultureInfo.InvariantCulture, $"{recipe}, {options.Threads} thread(s): {seconds:F1} s, {memory.Peak / modelBytes:F2} times the model as f32 ({memory.Peak >> 20} MiB)"));
    }
}
