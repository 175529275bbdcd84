namespace MLNetHemorrhage.Robustness;

/// <summary>Recipes that are predicted to be within a budget.</summary>
/// <param name="Budget">The budget.</param>
/// <param name="Recipes">The recipes, the best first: one for each combination of methods and bits.</param>
/// <param name="Notes">What the prediction rests on and what was left out, a sentence each.</param>
public sealed record Advice(AdviceBudget Budget, IReadOnlyList<ProposedRecipe> Recipes, IReadOnlyList<string> Notes);
