using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>What one recipe of a sweep costs.</summary>
/// <param name="Values">One for each hole of the template; the value of strength 0 (16 bits, sparsity 0) where the step was left out.</param>
/// <param name="Recipe">What was applied.</param>
/// <param name="Perplexity">The modified model's perplexity.</param>
/// <param name="LnRatio">ln of it over the base model's, paired.</param>
/// <param name="KlDivergence">Mean Kullback-Leibler divergence from the base model, nats per token.</param>
/// <param name="SameTop">Share of tokens where both models prefer the same token.</param>
/// <param name="Size">The whole decoder.</param>
/// <param name="TargetedSize">The weights that the recipe was aimed at.</param>
/// <param name="WindowNll">The negative log-likelihood of each window of the text, nats.</param>
public sealed record SweepPoint(
    IReadOnlyList<double> Values,
    Recipe Recipe,
    Estimate Perplexity,
    Estimate LnRatio,
    Estimate KlDivergence,
    Estimate SameTop,
    WeightSize Size,
    WeightSize TargetedSize,
    double[] WindowNll);
