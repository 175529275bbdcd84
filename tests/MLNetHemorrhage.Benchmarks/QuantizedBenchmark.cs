using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>
/// Times products with quantized weights, from their codes and from their values in f32, in turns: how many times as fast the codes are.
/// Several matrices are multiplied one after the other, as in a model, so that no cache holds the weights from one product to the next.
/// </summary>
internal static class QuantizedBenchmark
{
    private const long Bytes = 1L << 30;
    private const int MostMatrices = 24;

    private static readonly (int K, int N)[] Shapes = [(64, 172), (288, 768), (768, 2048), (2048, 5504), (4096, 4096)];

    private static readonly string[] Recipes =
    [
        "quantize(rtn, bits=8, group=0)", "quantize(rtn, bits=8, group=32)", "quantize(rtn, bits=4, group=0)", "quantize(rtn, bits=4, group=32)",
        "quantize(rtn, bits=4, group=32, symmetric=false)", "quantize(nf4)",
    ];

    public static void Run(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        var results = new List<object>();
        if (!options.Json) Console.WriteLine($"products with codes, {options.Threads} thread(s), best and median of {options.Rounds} turns\n{"K x N",12}  {"quantized",-50}{"rows",5}{"f32 ms",10}{"codes ms",10}{"ratio",7}{"median",7}");
        foreach (var (k, n) in Shapes)
        {
            var values = new Matrix(n, k);
            var random = new RandomSource(1);
            foreach (ref float x in values.Values) x = (float)random.NextGaussian();
            int count = (int)Math.Min(MostMatrices, Bytes / (4L * k * n));
            PackedMatrix[] dense = [.. Enumerable.Range(0, count).Select(_ => PackedMatrix.Pack(values.View, pool))];
            foreach (string recipe in Recipes)
            {
                var step = (LayerModification)Recipe.Parse(recipe).Steps[0];
                var weights = (ICodedWeights)step.Modify(new(LayerName.Head, new DenseWeights(values), [], pool));
                QuantizedPanels[] codes = [.. Enumerable.Range(0, count).Select(_ => new QuantizedPanels(n, weights.CodeFormat!, weights.CopyCodes, pool))];
                foreach (int rows in (int[])[1, 2, 4, 8, 64])
                {
                    Matrix a = new(rows, k), c = new(rows, n);
                    foreach (ref float x in a.Values) x = (float)random.NextDouble() - 0.5f;
                    // Large matrices are timed one by one: others who take the processor for a while spoil few of the measurements.
                    int each = (long)k * n >= 1 << 20 ? 1 : count;
                    var turns = Enumerable.Range(0, (options.Rounds + 1) * count / each).Select(t => (Dense: Seconds(Dense, t), Codes: Seconds(Codes, t))).Skip(count / each).ToList();
                    double f32 = turns.Min(t => t.Dense) / each, quantized = turns.Min(t => t.Codes) / each;
                    double median = turns.Select(t => t.Dense / t.Codes).Order().ElementAt(turns.Count / 2);
                    if (!options.Json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{$"{k} x {n}",12}  {recipe,-50}{rows,5}{f32 * 1e3,10:F3}{quantized * 1e3,10:F3}{f32 / quantized,7:F2}{median,7:F2}"));
                    results.Add(new { rows, k, n, recipe, threads = options.Threads, denseSeconds = f32, codesSeconds = quantized, medianRatio = median });

                    double Seconds(Action<int> product, int turn) => Stopwatches.Seconds(() =>
                    {
                        for (int i = 0; i < each; i++) product((turn * each + i) % count);
                    }, 0);

                    void Dense(int i) => Gemm.MultiplyTransposed(a.View, dense[i], c.View, pool);

                    void Codes(int i) => QuantizedGemm.MultiplyTransposed(a.View, codes[i], c.View, pool);
                }
            }
        }
        if (options.Json) Console.WriteLine(JsonSerializer.Serialize(results));
    }
}
