using System.Globalization;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Ggml;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>
/// Quantizes 256 rows of 4096 weights to ggml's formats. Without --serve a table; with it, for every line "TYPE 0|1" (1: with importance)
/// the seconds of one pass, so that ggml_compare.py can take turns with ggml's own code.
/// </summary>
internal static class GgmlBenchmark
{
    private const int Rows = 256, Columns = 4096;

    public static void Run(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        var values = new Matrix(Rows, Columns);
        var importance = new float[Columns];
        var random = new RandomSource(1);
        foreach (ref float x in values.Values) x = 0.02f * (float)random.NextGaussian();
        foreach (ref float x in importance.AsSpan()) x = (float)random.NextDouble();
        if (options.Serve) Serve();
        else
            foreach (var format in BlockFormats.All)
                foreach (bool weighted in (bool[])[false, true])
                {
                    double seconds = Stopwatches.Median(() => Quantize(format, weighted), options.Rounds);
                    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{format.Name,8}{(weighted ? " importance" : ""),-11}{Rows * Columns / seconds / 1e6,9:F1} million weights a second"));
                }

        void Serve()
        {
            while (Console.ReadLine() is { } line)
            {
                string[] words = line.Split(' ');
                var format = BlockFormats.All.Single(f => f.Name == words[0]);
                Console.WriteLine(Stopwatches.Seconds(() => Quantize(format, words[1] == "1"), 0).ToString("R", CultureInfo.InvariantCulture));
            }
        }

        void Quantize(BlockFormat format, bool weighted) => BlockWeights.Quantize(values, format, weighted ? importance : [], pool);
    }
}
