using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>Scoring and training of a 15M-parameter llama on random weights, 4 sequences of 256 tokens: tokens per second.</summary>
internal static class LlamaBenchmark
{
    private const int Sequences = 4, Tokens = 256;

    private static readonly DecoderSpec Spec = new()
    {
        VocabularySize = 32000,
        HiddenSize = 288,
        FeedForwardSize = 768,
        BlockCount = 6,
        HeadCount = 6,
        KeyValueHeadCount = 6,
        HeadSize = 48,
        ContextLength = Tokens,
        TiedHead = true,
    };

    /// <summary>Every token's negative log-likelihood.</summary>
    public static void Forward(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        var runner = new DecoderRunner(DecoderParameters.Random(Spec, 1).ToModel(), pool);
        var batch = Batch();
        Time("forward", options, () => runner.NegativeLogLikelihood(batch));
    }

    /// <summary>The gradient of the mean loss with respect to every weight.</summary>
    public static void Training(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        var runner = new GradientRunner(DecoderParameters.Random(Spec, 1), pool);
        var gradients = new DecoderGradients(Spec);
        var batch = Batch();
        Time("training", options, () =>
        {
            gradients.Clear();
            runner.Accumulate(batch, gradients);
        });
    }

    private static void Time(string name, BenchmarkOptions options, Action work)
    {
        // The first calls are compiled, allocate and fill caches.
        for (int i = 0; i < 3; i++) work();
        if (options.Serve)
        {
            while (Console.ReadLine() is not null) Console.WriteLine(Stopwatches.Seconds(work, 0).ToString("R", CultureInfo.InvariantCulture));
            return;
        }
        double tokensPerSecond = Sequences * Tokens / Stopwatches.Median(work, options.Rounds);
        Console.WriteLine(options.Json
            ? JsonSerializer.Serialize(new { benchmark = name, threads = options.Threads, tokensPerSecond })
            : string.Create(CultureInfo.InvariantCulture, $"{name}, {options.Threads} thread(s): {tokensPerSecond:F0} tokens/s"));
    }

    private static TokenBatch Batch()
    {
        var random = new RandomSource(1);
        return new([.. Enumerable.Range(0, Sequences).Select(_ => Enumerable.Range(0, Tokens).Select(_ => random.NextInt(Spec.VocabularySize)).ToArray())]);
    }
}
