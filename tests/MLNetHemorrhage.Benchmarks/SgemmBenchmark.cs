using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>Times C = A·Bᵀ, the product of activations with a weight matrix: weights packed once, and packed in every call.</summary>
internal static class SgemmBenchmark
{
    private const int Rows = 512;

    private static readonly (int K, int N)[] Shapes = [(288, 288), (768, 768), (2048, 2048), (2048, 5632), (4096, 4096)];

    public static void Run(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        if (options.Serve)
        {
            Serve(pool);
            return;
        }
        var results = new List<object>();
        if (!options.Json) Console.WriteLine($"sgemm, M = {Rows}, {options.Threads} thread(s), GFLOP/s\n{"K x N",12}{"packed once",14}{"packed per call",18}");
        foreach (var (k, n) in Shapes)
        {
            var product = new Product(Rows, k, n, pool);
            double once = product.Gigaflops(Stopwatches.Median(product.PackedOnce, options.Rounds));
            double perCall = product.Gigaflops(Stopwatches.Median(product.PackedPerCall, options.Rounds));
            if (!options.Json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{$"{k} x {n}",12}{once,14:F1}{perCall,18:F1}"));
            results.Add(new { m = Rows, k, n, threads = options.Threads, gflopsPackedOnce = once, gflopsPackedPerCall = perCall });
        }
        if (options.Json) Console.WriteLine(JsonSerializer.Serialize(results));
    }

    // A line "M K N" is answered by "seconds-packed-once seconds-packed-per-call".
    private static void Serve(WorkerPool pool)
    {
        Product? product = null;
        while (Console.ReadLine() is { } line)
        {
            var shape = line.Split(' ').Select(word => int.Parse(word, CultureInfo.InvariantCulture)).ToArray();
            if (product is null || product.Shape != (shape[0], shape[1], shape[2]))
            {
                product = new(shape[0], shape[1], shape[2], pool);
                Stopwatches.Seconds(product.PackedOnce, 0.1);
                Stopwatches.Seconds(product.PackedPerCall, 0.1);
            }
            double once = Stopwatches.Seconds(product.PackedOnce), perCall = Stopwatches.Seconds(product.PackedPerCall);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{once:R} {perCall:R}"));
        }
    }

    private sealed class Product
    {
        private readonly Matrix _a, _b, _c;
        private readonly PackedMatrix _packed;
        private readonly WorkerPool _pool;

        public Product(int m, int k, int n, WorkerPool pool)
        {
            Shape = (m, k, n);
            (_a, _b, _c, _pool) = (new(m, k), new(n, k), new(m, n), pool);
            var random = new RandomSource(1);
            foreach (ref float x in _a.Values) x = (float)random.NextDouble() - 0.5f;
            foreach (ref float x in _b.Values) x = (float)random.NextDouble() - 0.5f;
            _packed = PackedMatrix.Pack(_b.View, pool);
        }

        public (int M, int K, int N) Shape { get; }

        public double Gigaflops(double seconds) => 2e-9 * Shape.M * Shape.K * Shape.N / seconds;

        public void PackedOnce() => Gemm.MultiplyTransposed(_a.View, _packed, _c.View, _pool);

        public void PackedPerCall() => Gemm.Multiply(_a.View, false, _b.View, true, _c.View, _pool);
    }
}
