using MLNetHemorrhage.Benchmarks;

var benchmarks = new Dictionary<string, Action<BenchmarkOptions>>
{
    ["sgemm"] = SgemmBenchmark.Run,
    ["sparse"] = SparseBenchmark.Run,
    ["quantized"] = QuantizedBenchmark.Run,
    ["ggml"] = GgmlBenchmark.Run,
    ["integer"] = IntegerBenchmark.Run,
    ["forward"] = LlamaBenchmark.Forward,
    ["training"] = LlamaBenchmark.Training,
    ["structured"] = StructuredBenchmark.Run,
    ["sweep"] = SweepBenchmark.Speed,
    ["sweep-memory"] = SweepBenchmark.Memory,
    ["layerwise-model"] = LayerwiseBenchmark.WriteModel,
    ["layerwise"] = LayerwiseBenchmark.Run,
    ["analyzer"] = AnalyzerBenchmark.Run,
    ["coverage"] = CoverageStudy.Run,
};

if (args.Length == 0 || !benchmarks.TryGetValue(args[0], out var run))
{
    Console.Error.WriteLine($"Usage: {string.Join('|', benchmarks.Keys)} [--threads N] [--rounds N] [--json] [--serve] [--path DIRECTORY] [--recipe TEXT]");
    return 2;
}
run(BenchmarkOptions.Parse(args.AsSpan(1)));
return 0;
