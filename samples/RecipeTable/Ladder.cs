using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Robustness;

namespace RecipeTable;

/// <summary>One method at growing strength.</summary>
/// <param name="Method">The method, as in "prune(wanda)".</param>
/// <param name="Recipes">Its recipes, weakest first.</param>
internal sealed record Ladder(string Method, IReadOnlyList<string> Recipes)
{
    /// <summary>Four strengths of each method.</summary>
    public static IReadOnlyList<Ladder> All { get; } =
    [
        Of("prune(magnitude", "sparsity", "0.3", "0.5", "0.7", "0.8"),
        Of("prune(wanda", "sparsity", "0.3", "0.5", "0.7", "0.8"),
        Of("quantize(rtn", "bits", "8", "4", "3", "2"),
    ];

    /// <summary>Where the method collapses.</summary>
    /// <param name="metrics">What each recipe cost, in their order.</param>
    public string Collapse(IReadOnlyList<StabilityMetrics> metrics)
    {
        int first = metrics.ToList().FindIndex(m => m.Severity.Severity == Severity.Collapsed);
        return first switch
        {
            < 0 => $"{Method} does not collapse up to {Recipes[^1]}",
            0 => $"{Method} has collapsed at {Recipes[0]}",
            _ => $"{Method} collapses between {Recipes[first - 1]} and {Recipes[first]}",
        };
    }

    private static Ladder Of(string method, string parameter, params string[] strengths) =>
        new($"{method})", [.. strengths.Select(s => $"{method}, {parameter}={s})")]);
}
