using MLNetHemorrhage.Analyzers.Tests.Flow;

namespace MLNetHemorrhage.Analyzers.Tests.Robustness;

/// <summary>Large sources to measure on.</summary>
internal static class Sources
{
    /// <summary>Methods that each build and fit a pipeline of six steps in which nothing is wrong.</summary>
    public static string WithChains(int methods) => FlowText.Whole(string.Concat(Enumerable.Range(0, methods).Select(i => $$"""
        void M{{i}}()
        {
            var p = h.LoadLanguageModel().Append(h.Prune(new PruneEstimator.Options { Sparsity = 0.05 })).Append(h.Quantize("Model", "Text", 8));
            p = p.Append(ml.Transforms.CopyColumns("Copy{{i}}", "Model")).Append(h.ScoreText("First"));
            p.Append(h.ScoreText("Second", "Copy{{i}}")).Fit(train);
        }

        """)));

    /// <summary>Methods of code that has nothing to do with the library.</summary>
    public static string WithoutLibrary(int methods) => $$"""
        using System.Linq;
        class C
        {
            {{string.Concat(Enumerable.Range(0, methods).Select(i => $$"""
                int M{{i}}(int x)
                {
                    var all = Enumerable.Range(0, x).Select(k => k * {{i}}).ToList();
                    foreach (int k in all) if (k > 3) x += M{{(i + 1) % methods}}(k);
                    return x;
                }

                """))}}
        }
        """;
}
