using System.Text.Json;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Reporting;

/// <summary>Advice as JSON: the budget, every recipe with what was predicted and measured, the best one, the basis.</summary>
internal static class AdviceJson
{
    public static void Write(Utf8JsonWriter writer, string model, Advice advice, IReadOnlyList<AdvisedRecipe> recipes, AdviceVerdict best)
    {
        writer.WriteStartObject();
        writer.WriteString("model", model);
        writer.WriteObject("budget", () =>
        {
            if (advice.Budget.TargetSize is { } size) writer.WriteNumber("targetSize", size);
            if (advice.Budget.MaxLnRatio is { } ratio) writer.WriteNumber("maxLnRatio", ratio);
        });
        writer.WriteObject("best", () =>
        {
            writer.WriteString("recipe", best.Recipe.Proposal.Recipe.ToString());
            writer.WriteBoolean("withinBudget", best.IsWithin);
        });
        writer.WriteArray("recipes", recipes, recipe => Write(writer, advice.Budget, recipe));
        writer.WriteTexts("basis", advice.Notes);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, AdviceBudget budget, AdvisedRecipe recipe)
    {
        var (proposal, prediction) = (recipe.Proposal, recipe.Proposal.Prediction);
        writer.WriteString("recipe", proposal.Recipe.ToString());
        writer.WriteBoolean("withinBudget", recipe.IsWithin(budget));
        writer.WriteObject("predicted", () =>
        {
            writer.WriteNumber("bytes", proposal.Bytes);
            writer.WriteReal("size", proposal.Size);
            writer.WriteEstimate("lnRatio", new(prediction.LnRatio, prediction.Pairs.Count > 0 ? prediction.StandardError : double.NaN));
        });
        writer.WriteArray("findings", recipe.Findings, finding =>
        {
            writer.WriteString("id", finding.Id);
            writer.WriteString("message", finding.Message);
        });
        if (recipe.Measured is { } measured)
        {
            writer.WritePropertyName("measured");
            ReportJson.Write(writer, measured);
        }
    }
}
