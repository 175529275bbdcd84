using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>
/// Times products with quantized weights, from their codes, from their values in f32 and, where they were pruned, from those that are not zero, in turns:
/// how many times as fast as f32 the others are. Several matrices are multiplied one after the other, as in a model, so that no cache holds the weights
/// from one product to the next.
/// </summary>
internal static class QuantizedBenchmark
{
    private const long Bytes = 1L << 30;
    private const int MostMatrices = 24;

    // Products of matrices from this size on are timed one by one: others who take the processor for a while spoil few of the measurements.
    private const long Large = 1 << 20;

    private static readonly (int K, int N)[] Shapes = [(64, 172), (288, 768), (768, 2048), (2048, 5504), (4096, 4096)];

    private static readonly string[] Recipes =
    [
        "quantize(rtn, bits=8, group=0)", "quantize(rtn, bits=8, group=32)", "quantize(rtn, bits=4, group=0)", "quantize(rtn, bits=4, group=32)",
        "quantize(rtn, bits=4, group=32, symmetric=false)", "quantize(nf4)",
        "prune(magnitude, sparsity=0.5) + quantize(rtn, bits=4, group=32)", "prune(magnitude, sparsity=0.7) + quantize(rtn, bits=4, group=32)",
        "prune(magnitude, sparsity=0.9) + quantize(rtn, bits=4, group=32)",
    ];

    public static void Run(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        var results = new List<object>();
        if (!options.Json) Console.WriteLine($"products with codes, {options.Threads} thread(s), best and median of {options.Rounds} turns\n{"K x N",12}  {"weights",-66}{"rows",5}{"f32 ms",10}{"codes",7}{"median",7}{"sparse",7}{"median",7}");
        foreach (var (k, n) in Shapes)
        {
            var values = new Matrix(n, k);
            var random = new RandomSource(1);
            foreach (ref float x in values.Values) x = (float)random.NextGaussian();
            foreach (string recipe in Recipes)
            {
                var weights = Recipe.Parse(recipe).Steps.Aggregate((WeightMatrix)new DenseWeights(values), (w, step) => ((LayerModification)step).Modify(new(LayerName.Head, w, [], pool)));
                var products = new Products(weights, pool);
                foreach (int rows in (int[])[1, 2, 4, 8, 64])
                {
                    var turns = products.Time(rows, options.Rounds);
                    double f32 = turns.Min(t => t[0]);
                    double?[] best = [.. Enumerable.Range(1, 2).Select(i => i < turns[0].Length ? f32 / turns.Min(t => t[i]) : (double?)null)];
                    double?[] median = [.. Enumerable.Range(1, 2).Select(i => i < turns[0].Length ? turns.Select(t => t[0] / t[i]).Order().ElementAt(turns.Count / 2) : (double?)null)];
                    if (!options.Json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{$"{k} x {n}",12}  {recipe,-66}{rows,5}{f32 * 1e3,10:F3}{best[0],7:F2}{median[0],7:F2}{best[1],7:F2}{median[1],7:F2}"));
                    results.Add(new { rows, k, n, recipe, threads = options.Threads, denseSeconds = f32, codes = best[0], codesMedian = median[0], sparse = best[1], sparseMedian = median[1] });
                }
            }
        }
        if (options.Json) Console.WriteLine(JsonSerializer.Serialize(results));
    }

    private sealed class Products
    {
        private readonly WorkerPool _pool;
        private readonly PackedMatrix[] _dense;
        private readonly QuantizedPanels[] _codes;
        private readonly SparsePanels[] _sparse = [];
        private readonly int _k, _n;

        public Products(WeightMatrix weights, WorkerPool pool)
        {
            (_pool, _k, _n) = (pool, weights.Columns, weights.Rows);
            int count = (int)Math.Min(MostMatrices, Bytes / (4L * _k * _n));
            var coded = (ICodedWeights)weights;
            _dense = [.. Enumerable.Range(0, count).Select(_ => PackedMatrix.Pack(_n, _k, weights.CopyRow, pool))];
            _codes = [.. Enumerable.Range(0, count).Select(_ => new QuantizedPanels(_n, coded.CodeFormat, coded.CopyCodes, pool))];
            if (weights.ZeroCount > weights.Count / 3) _sparse = [.. Enumerable.Range(0, count).Select(_ => new SparsePanels(_n, _k, weights.CopyRow, pool))];
        }

        /// <summary>Seconds of a product from each form, turn after turn.</summary>
        public List<double[]> Time(int rows, int rounds)
        {
            Matrix a = new(rows, _k), c = new(rows, _n);
            var random = new RandomSource(1);
            foreach (ref float x in a.Values) x = (float)random.NextDouble() - 0.5f;
            List<Action<int>> forms =
            [
                i => Gemm.MultiplyTransposed(a.View, _dense[i], c.View, _pool),
                i => QuantizedGemm.MultiplyTransposed(a.View, _codes[i], c.View, _pool),
            ];
            if (_sparse.Length > 0) forms.Add(i => SparseGemm.MultiplyTransposed(a.View, _sparse[i], c.View, _pool));
            int each = (long)_k * _n >= Large ? 1 : _dense.Length, turns = _dense.Length / each;
            return [.. Enumerable.Range(0, (rounds + 1) * turns).Select(turn => forms.Select(form => Stopwatches.Seconds(() =>
            {
                for (int i = 0; i < each; i++) form((turn * each + i) % _dense.Length);
            }, 0) / each).ToArray()).Skip(turns)];
        }
    }
}
