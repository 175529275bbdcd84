using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Reporting;

/// <summary>Proposed recipes on the plane of size and loss: those that were measured, and those that are predictions.</summary>
internal static class AdviceChart
{
    public static TradeoffChart Create(IReadOnlyList<AdvisedRecipe> recipes) =>
        new("Size and loss", new("size", "% of the base model"), new("perplexity over that of the base"), recipes.Select(Point)) { Base = 1 };

    private static TradeoffPoint Point(AdvisedRecipe recipe) => new(
        recipe.Proposal.Recipe.ToString(),
        recipe.Measured is null ? "predicted" : "measured",
        Numerals.Percentage(new(recipe.Size, 0)).Value,
        recipe.Measured?.Divergence.Ratio ?? new Estimate(recipe.Proposal.Prediction.LnRatio, recipe.Proposal.Prediction.StandardError).Exp());
}
