using System.Globalization;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>Large sources for the analyzer.</summary>
internal static class BenchmarkSources
{
    /// <summary>Code that has nothing to do with the library.</summary>
    public static string WithoutLibrary(int methods) => "using System.Linq; class C {" + Each(methods, i => $$"""
        int M{{i}}(int x)
        {
            var all = Enumerable.Range(0, x).Select(k => k * {{i}}).ToList();
            foreach (int k in all) if (k > 3) x += M{{(i + 1) % methods}}(k);
            return x;
        }
        """);

    /// <summary>Methods that each build and fit a pipeline of six steps.</summary>
    public static string Pipelines(int methods, double sparsity, int bits) => "using Microsoft.ML; using MLNetHemorrhage; class C { MLContext ml; HemorrhageCatalog h; IDataView data;" + Each(methods, i => string.Create(CultureInfo.InvariantCulture, $$"""
        void M{{i}}()
        {
            var p = h.LoadLanguageModel().Append(h.Prune(new PruneEstimator.Options { Sparsity = {{sparsity}} })).Append(h.Quantize("Model", "Text", {{bits}}));
            p.Append(ml.Transforms.CopyColumns("Copy{{i}}", "Model")).Append(h.ScoreText("First")).Append(h.ScoreText("Second", "Copy{{i}}")).Fit(data);
        }
        """));

    private static string Each(int methods, Func<int, string> method) => string.Join('\n', Enumerable.Range(0, methods).Select(method)) + "}";
}
