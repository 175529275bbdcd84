using System.Globalization;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Reporting;

/// <summary>Which of the recipes is best: of those within the budget the cheapest, else the nearest. Where some were measured, only they count.</summary>
internal sealed record AdviceVerdict(AdvisedRecipe Recipe, AdviceBudget Budget, bool IsWithin)
{
    public static AdviceVerdict Of(AdviceBudget budget, IReadOnlyList<AdvisedRecipe> recipes)
    {
        var known = recipes.Where(r => r.Measured is not null).DefaultIfEmpty().ToList();
        if (known[0] is null) known = [.. recipes];
        var within = known.Where(r => r!.IsWithin(budget)).OrderBy(r => budget.Cost(r!.Size, r.LnRatio)).FirstOrDefault();
        return within is not null ? new(within, budget, true) : new(known.OrderBy(r => budget.Excess(r!.Size, r.LnRatio)).First()!, budget, false);
    }

    public override string ToString()
    {
        string how = Recipe.Measured is null ? "predicted" : "measured";
        string numbers = string.Create(CultureInfo.InvariantCulture, $"{100 * Recipe.Size:0.0} % of the size and an ln ratio of {Recipe.LnRatio:0.####} {how}");
        return IsWithin
            ? $"{Recipe.Proposal.Recipe}: {numbers}"
            : $"none is within the budget of {Budget}; the nearest is {Recipe.Proposal.Recipe}: {numbers}";
    }
}
