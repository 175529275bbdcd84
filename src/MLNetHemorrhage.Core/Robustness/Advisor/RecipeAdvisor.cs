using System.Globalization;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Proposes recipes under a budget: every method that the table has a curve for, at every strength that the curve covers, alone and in
/// pairs of different kinds where the second step saves something; the size follows from the shapes, the quality from the stacking rule.
/// Nothing is built or measured. Where the model has curves of its own, only they count: what another model bears does not compare with them.
/// </summary>
public static class RecipeAdvisor
{
    /// <summary>Proposes recipes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="table">What is known.</param>
    /// <param name="context">What the model is in the table, and the protocol.</param>
    /// <param name="budget">The budget.</param>
    /// <returns>The advice; at least one recipe.</returns>
    /// <exception cref="HemorrhageException">No recipe is predicted to be within the budget, with the nearest one; or no method has a curve.</exception>
    public static Advice Propose(LanguageModel model, ThresholdTable table, ThresholdContext context, AdviceBudget budget)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(budget);
        var ladders = MethodLadder.All(table, context);
        var sizes = new SizeForecast(model.Decoder);
        var all = Recipes(ladders)
            .Where(recipe => IsPossible(recipe, model.Decoder))
            .Select(recipe => (Recipe: recipe, Bytes: sizes.Bytes(recipe)))
            .Where(r => r.Recipe.Steps.Count == 1 || r.Recipe.Steps.All(step => r.Bytes < sizes.Bytes(new(step))))
            .Select(r => new ProposedRecipe(r.Recipe, r.Bytes, (double)r.Bytes / sizes.BaseBytes, StackingRule.Predict(r.Recipe.Facts, table, context)))
            .ToList();
        if (all.Count == 0) throw new HemorrhageException($"{model.Name}: expected a degradation curve of some method in the threshold tables, found none; hemorrhage sweep measures one");

        ProposedRecipe[] best =
        [
            .. Order(all.Where(c => budget.Allows(c.Size, c.Prediction.LnRatio)), budget)
                .GroupBy(Combination)
                .Select(group => group.First()),
        ];
        if (best.Length == 0) throw Nothing(model, budget, all);
        return new(budget, best, [.. Notes(ladders, context)]);
    }

    private static IEnumerable<Recipe> Recipes(List<MethodLadder> ladders)
    {
        foreach (var (i, first) in ladders.Index())
        {
            foreach (var step in first.Steps)
            {
                yield return new(step);
                foreach (var second in ladders.Skip(i + 1).Where(l => l.Method.Kind > first.Method.Kind).SelectMany(l => l.Steps)) yield return new(step, second);
            }
        }
    }

    // A model may have too little to remove, and zeros do not outlive a rotation.
    private static bool IsPossible(Recipe recipe, DecoderModel decoder) =>
        recipe.Steps.OfType<StructuredPruning>().All(step => step.Suits(decoder)) && !recipe.Steps.Skip(1).Any(step => step.MixesWeights);

    // Neighbouring shares are too alike to be worth a measurement each.
    private static string Combination(ProposedRecipe candidate) =>
        string.Join(' ', candidate.Recipe.Facts.Select(f => f.Coordinate == "bits" ? f.ToString() : f.Name.ToString()));

    private static IEnumerable<ProposedRecipe> Order(IEnumerable<ProposedRecipe> candidates, AdviceBudget budget) =>
        candidates.OrderBy(c => budget.Cost(c.Size, c.Prediction.LnRatio)).ThenBy(c => c.Prediction.LnRatio).ThenBy(c => c.Bytes);

    private static HemorrhageException Nothing(LanguageModel model, AdviceBudget budget, List<ProposedRecipe> all)
    {
        var nearest = all.OrderBy(c => budget.Excess(c.Size, c.Prediction.LnRatio)).ThenBy(c => c.Bytes).First();
        return new(string.Create(CultureInfo.InvariantCulture,
            $"{model.Name}: expected a recipe with {budget}, found none among {all.Count}; the nearest is {nearest.Recipe} with {100 * nearest.Size:0.#} % of the size and a predicted ln ratio of {nearest.Prediction.LnRatio:0.###}"));
    }

    private static IEnumerable<string> Notes(List<MethodLadder> ladders, ThresholdContext context)
    {
        foreach (var group in ladders.Where(l => l.Curve is not null).GroupBy(l => l.Origin))
            yield return $"predicted for {string.Join(", ", group.Select(l => l.Method.Title))} from curves of {group.Key}";
        if (!ladders.Exists(l => l.IsOwn(context)))
            yield return "curves of another model say which recipes are worth a measurement, not what they cost; hemorrhage sweep measures this model's";
        foreach (var ladder in ladders)
        {
            if (ladder.Curve is null) yield return $"{ladder.Method.Title} is left out: no curve is known{(ladders.Exists(l => l.IsOwn(context)) ? " for this model" : "")}";
            else if (ladder.Limit is { } limit) yield return $"{ladder.Method.Title} is known up to {limit}";
        }
    }
}
