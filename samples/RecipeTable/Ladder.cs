using MLNetHemorrhage.Evaluation;

namespace RecipeTable;

/// <summary>One method at growing strength.</summary>
/// <param name="Method">The method, as in "prune(wanda)".</param>
/// <param name="Recipes">Its recipes, weakest first.</param>
internal sealed record Ladder(string Method, IReadOnlyList<string> Recipes)
{
    // A model that is e times as perplexed has lost what it knew.
    private const double Collapsed = 1;

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
        int first = metrics.ToList().FindIndex(m => m.LnRatio > Collapsed);
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
