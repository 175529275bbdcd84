using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Stacking;

namespace MLNetHemorrhage.Robustness;

/// <summary>A recipe with what it is predicted to save and to cost.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Bytes">Bytes of the whole decoder after it, at most.</param>
/// <param name="Size">Those bytes over the base model's, 0 to 1.</param>
/// <param name="Prediction">ln ratio of the perplexities, by the stacking rule.</param>
public sealed record ProposedRecipe(Recipe Recipe, long Bytes, double Size, StackingPrediction Prediction);
