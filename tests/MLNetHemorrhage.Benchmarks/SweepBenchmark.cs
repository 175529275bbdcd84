using System.Globalization;
using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Training;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>Sweeps: points per second of the default model, and the memory that a larger one takes. As many workers as threads.</summary>
internal static class SweepBenchmark
{
    private const double Mebibyte = 1 << 20;

    private static readonly DecoderSpec Large = new()
    {
        VocabularySize = 16000,
        HiddenSize = 768,
        FeedForwardSize = 2048,
        BlockCount = 12,
        HeadCount = 12,
        KeyValueHeadCount = 12,
        HeadSize = 64,
        ContextLength = 64,
    };

    /// <summary>Eight points of magnitude pruning on 20 documents.</summary>
    public static void Speed(BenchmarkOptions options)
    {
        var model = LanguageModel.Default;
        var text = Protocol.Documents(20).Split(SyntheticText.Documents(Split.Evaluation, 20), model.Tokenizer, model.Decoder.Spec.ContextLength);
        Recipe[] recipes = [.. Enumerable.Range(1, 8).Select(i => Recipe.Parse(string.Create(CultureInfo.InvariantCulture, $"prune(magnitude, sparsity={i / 10.0})")))];
        // The points alone: without the base model and the fits.
        var plan = Plan(model, text);
        double seconds = Stopwatches.Median(() => Runner(plan, options).Measure(recipes), options.Rounds);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"sweep, {options.Threads} worker(s): {recipes.Length / seconds:F2} points/s"));
    }

    /// <summary>Eight points of a model of 110 million random weights on 4 windows; peak of the process against base + one modified model for each worker.</summary>
    public static void Memory(BenchmarkOptions options)
    {
        var model = new LanguageModel("random", DecoderParameters.Random(Large, 1).ToModel(), new NumberTokenizer(Large.VocabularySize));
        var random = new RandomSource(1);
        var text = new ScoredText(Protocol.Windows(1000), [.. Enumerable.Range(0, 4).Select(_ =>
            new ScoredWindow([.. Enumerable.Range(0, Large.ContextLength).Select(_ => random.NextInt(Large.VocabularySize))], 1, Large.ContextLength))]);
        var size = WeightSize.Of(model.Decoder);
        GC.Collect();
        double before = Environment.WorkingSet / Mebibyte, peak = before;
        using var done = new ManualResetEventSlim();
        var sampler = new Thread(() =>
        {
            while (!done.Wait(5)) peak = Math.Max(peak, Environment.WorkingSet / Mebibyte);
        });
        sampler.Start();
        Runner(Plan(model, text), options).Measure(
            [.. Enumerable.Range(1, 4).SelectMany(i => (Recipe[])[Recipe.Parse($"quantize(rtn, bits={2 * i})"), Recipe.Parse($"prune(magnitude, sparsity=0.{i})")])]);
        done.Set();
        sampler.Join();
        double packed = size.Count * sizeof(float) / Mebibyte, modified = size.Bytes / Mebibyte + packed;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"sweep-memory, {options.Threads} worker(s): {size.Count / 1e6:F0} M weights, process with the base model {before:F0} MiB, peak {peak:F0} MiB, "
            + $"bound {before + packed + options.Threads * modified:F0} MiB = process + packed base {packed:F0} + {options.Threads} × {modified:F0}"));
    }

    private static SweepPlan Plan(LanguageModel model, ScoredText text) => new(model, RecipeTemplate.Parse("prune(magnitude, sparsity=*)"), [], text);

    private static PointRunner Runner(SweepPlan plan, BenchmarkOptions options) =>
        new(plan, new() { Threads = options.Threads, Workers = options.Threads }, new(null, 1, 1, TimeProvider.System));
}
