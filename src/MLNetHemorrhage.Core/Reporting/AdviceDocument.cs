using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Reporting;

/// <summary>Proposed recipes as a report: predicted and measured side by side, and the best of them.</summary>
public static class AdviceDocument
{
    /// <summary>Creates the report.</summary>
    /// <param name="model">Name of the model.</param>
    /// <param name="advice">What was proposed.</param>
    /// <param name="recipes">The recipes to show, with what was measured; at least one.</param>
    /// <returns>A row for each recipe, the best one in words, and what the predictions rest on; a chart of size against loss.</returns>
    public static ReportDocument Create(string model, Advice advice, IReadOnlyList<AdvisedRecipe> recipes)
    {
        ArgumentNullException.ThrowIfNull(advice);
        ArgumentNullException.ThrowIfNull(recipes);
        ArgumentOutOfRangeException.ThrowIfZero(recipes.Count);
        var best = AdviceVerdict.Of(advice.Budget, recipes);
        var measured = recipes.Select(r => r.Measured).FirstOrDefault(m => m is not null);
        return new($"Advice for {model}", writer => AdviceJson.Write(writer, model, advice, recipes, best))
        {
            Facts = [.. measured is null ? [new ReportFact("model", model)] : ReportFacts.Of(model, measured.Base), new("budget", advice.Budget.ToString())],
            Sections =
            [
                Table(recipes),
                new NoteSection("Best", [best.ToString()]),
                .. recipes.Any(r => r.Findings.Count > 0) ? [new NoteSection("Findings", recipes.SelectMany(r => r.Findings.Select(f => f.ToString())).Distinct())] : (ReportSection[])[],
                new NoteSection("Basis", advice.Notes),
                AdviceChart.Create(recipes),
            ],
        };
    }

    private static TableSection Table(IReadOnlyList<AdvisedRecipe> recipes)
    {
        var table = new TableSection("Recipes", Columns) { Caption = "size: bytes over those of the base model, predicted at most; ± is one standard error" };
        foreach (var recipe in recipes)
        {
            var prediction = recipe.Proposal.Prediction;
            table.Add(
                recipe.Proposal.Recipe.ToString(),
                ReportCell.Share(recipe.Proposal.Size),
                recipe.MeasuredSize is { } size ? ReportCell.Share(size) : ReportCell.Missing,
                Predicted(prediction.LnRatio, prediction.StandardError),
                recipe.Measured is { } report ? report.Divergence.LnRatio : ReportCell.Missing,
                recipe.Measured?.Severity.Name ?? ReportCell.Missing,
                recipe.Findings.Count > 0 ? string.Join(" ", recipe.Findings.Select(f => f.Id)) : ReportCell.Missing);
        }
        return table;
    }

    // A single step's error would be that of its curve, which tables do not have.
    private static ReportCell Predicted(double lnRatio, double error) => error > 0 ? new Estimate(lnRatio, error) : ReportCell.Of(lnRatio);

    private static ReportColumn[] Columns =>
    [
        new("recipe", "recipe"),
        ReportColumn.Number("size predicted", "predictedSize", "%"),
        ReportColumn.Number("measured", "size", "%"),
        ReportColumn.Number("ln ratio predicted", "predictedLnRatio"),
        ReportColumn.Number("measured", "lnRatio"),
        new("severity", "severity"),
        new("findings", "findings"),
    ];
}
