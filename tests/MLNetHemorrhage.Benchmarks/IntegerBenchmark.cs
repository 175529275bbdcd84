using System.Globalization;
using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>
/// Times products of inputs that are rounded to 8 bits with integer weights, rounding included, and the same products in f32, in turns. Several matrices are
/// multiplied one after the other, as in a model, so that no cache holds the weights from one product to the next.
/// </summary>
internal static class IntegerBenchmark
{
    private const int Size = 4096, Matrices = 4;

    private static readonly int[] Rows = [1, 64, 512];

    private static readonly string[] Recipes =
        ["quantize(rtn, bits=8, activations=8)", "quantize(rtn, bits=8, group=32, activations=8)", "quantize(rtn, bits=4, activations=8)", "quantize(rtn, bits=4, group=32, activations=8)"];

    public static void Run(BenchmarkOptions options)
    {
        using var pool = new WorkerPool(options.Threads);
        var values = new Matrix(Size, Size);
        var random = new RandomSource(1);
        foreach (ref float x in values.Values) x = (float)random.NextGaussian();
        PackedMatrix[] dense = [.. Enumerable.Range(0, Matrices).Select(_ => PackedMatrix.Pack(values.View, pool))];
        var (rounding, levels, results) = (new InputRounding(8), new TokenLevels(), new List<object>());
        if (!options.Json) Console.WriteLine($"{Size} x {Size}, {IntegerKernel.Best.Name}, {options.Threads} thread(s), best and median of {options.Rounds} turns\n{"weights",-48}{"rows",5}{"f32 ms",10}{"integer ms",12}{"ratio",7}{"median",8}");
        foreach (string recipe in Recipes)
        {
            var step = (LayerModification)Recipe.Parse(recipe).Steps[0];
            var weights = (ICodedWeights)step.Modify(new(LayerName.Head, new DenseWeights(values), [], pool));
            QuantizedPanels[] codes = [.. Enumerable.Range(0, Matrices).Select(_ => new QuantizedPanels(Size, weights.CodeFormat!, weights.CopyCodes, pool))];
            foreach (int rows in Rows)
            {
                Matrix a = new(rows, Size), c = new(rows, Size);
                foreach (ref float x in a.Values) x = (float)random.NextGaussian();
                var turns = Enumerable.Range(0, (options.Rounds + 1) * Matrices).Select(t => (Dense: Seconds(() => Dense(t % Matrices)), Integer: Seconds(() => Integer(t % Matrices)))).Skip(Matrices).ToList();
                double f32 = turns.Min(t => t.Dense), integer = turns.Min(t => t.Integer), median = turns.Select(t => t.Dense / t.Integer).Order().ElementAt(turns.Count / 2);
                if (!options.Json) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{recipe,-48}{rows,5}{f32 * 1e3,10:F3}{integer * 1e3,12:F3}{f32 / integer,7:F2}{median,8:F2}"));
                results.Add(new { rows, k = Size, n = Size, recipe, kernel = IntegerKernel.Best.Name, threads = options.Threads, denseSeconds = f32, integerSeconds = integer, medianRatio = median });

                void Dense(int i) => Gemm.MultiplyTransposed(a.View, dense[i], c.View, pool);

                void Integer(int i)
                {
                    TokenRounding.Round(a.View, rounding, levels, pool);
                    IntegerGemm.MultiplyTransposed(levels, codes[i], c.View, pool);
                }
            }
        }
        if (options.Json) Console.WriteLine(JsonSerializer.Serialize(results));
    }

    private static double Seconds(Action product) => Stopwatches.Seconds(product, 0);
}
