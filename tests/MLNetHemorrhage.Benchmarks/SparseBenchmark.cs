using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>
/// Times products with pruned weights, from the sparse form and from the dense one, in turns: how many times as fast the sparse form is.
/// Several matrices are multiplied one after the other, as in a model, so that no cache holds the weights from one product to the next.
/// </summary>
internal static class SparseBenchmark
{
    private const long Bytes = 512L << 20;

    private static readonly (int K, int N)[] Shapes = [(64, 172), (288, 768), (768, 2048), (4096, 4096), (2048, 5504)];

    private static readonly string[] Parameters = ["sparsity=0.4", "sparsity=0.5", "sparsity=0.7", "sparsity=0.9", "pattern=2:4"];

    public static void Run(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        var results = new List<object>();
        if (!options.Json) Console.WriteLine($"sparse products, {options.Threads} thread(s), best and median of {options.Rounds} turns\n{"K x N",12}  {"pruned",-14}{"rows",5}{"dense ms",10}{"sparse ms",10}{"ratio",7}{"median",7}");
        foreach (var (k, n) in Shapes)
            foreach (string parameters in Parameters)
                foreach (int rows in (int[])[1, 8, 16, 64])
                {
                    var product = new Products(rows, k, n, parameters, pool);
                    var turns = Enumerable.Range(0, options.Rounds + 1).Select(_ => (Dense: Stopwatches.Seconds(product.Dense), Sparse: Stopwatches.Seconds(product.Sparse))).Skip(1).ToList();
                    double dense = turns.Min(t => t.Dense) / product.Count, sparse = turns.Min(t => t.Sparse) / product.Count;
                    double median = turns.Select(t => t.Dense / t.Sparse).Order().ElementAt(turns.Count / 2);
                    if (!options.Json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{$"{k} x {n}",12}  {parameters,-14}{rows,5}{dense * 1e3,10:F3}{sparse * 1e3,10:F3}{dense / sparse,7:F2}{median,7:F2}"));
                    results.Add(new { rows, k, n, pruned = parameters, threads = options.Threads, denseSeconds = dense, sparseSeconds = sparse, medianRatio = median });
                }
        if (options.Json) Console.WriteLine(JsonSerializer.Serialize(results));
    }

    private sealed class Products
    {
        private readonly Matrix _a, _c;
        private readonly PackedMatrix[] _dense;
        private readonly SparsePanels[] _sparse;
        private readonly WorkerPool _pool;

        public Products(int m, int k, int n, string parameters, WorkerPool pool)
        {
            (_a, _c, _pool) = (new(m, k), new(m, n), pool);
            var random = new RandomSource(1);
            foreach (ref float x in _a.Values) x = (float)random.NextDouble() - 0.5f;
            var values = new Matrix(n, k);
            foreach (ref float x in values.Values) x = (float)random.NextGaussian();
            var step = (LayerModification)Recipe.Parse($"prune(magnitude, {parameters})").Steps[0];
            var weights = step.Modify(new(LayerName.Head, new DenseWeights(values), [], pool));
            Count = (int)Math.Min(24, Bytes / (4L * k * n));
            _dense = [.. Enumerable.Range(0, Count).Select(_ => PackedMatrix.Pack(n, k, weights.CopyRow, pool))];
            _sparse = [.. Enumerable.Range(0, Count).Select(_ => new SparsePanels(n, k, weights.CopyRow, pool))];
        }

        public int Count { get; }

        public void Dense()
        {
            foreach (var weights in _dense) Gemm.MultiplyTransposed(_a.View, weights, _c.View, _pool);
        }

        public void Sparse()
        {
            foreach (var weights in _sparse) SparseGemm.MultiplyTransposed(_a.View, weights, _c.View, _pool);
        }
    }
}
