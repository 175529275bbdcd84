using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Robustness;

/// <summary>The model that a sweep starts from, on the sweep's text.</summary>
/// <param name="Perplexity">Its perplexity.</param>
/// <param name="Nll">Mean negative log-likelihood, nats per token.</param>
/// <param name="Size">The whole decoder.</param>
/// <param name="WindowNll">The negative log-likelihood of each window of the text, nats.</param>
/// <param name="WindowTokens">Scored tokens of each window.</param>
public sealed record SweepBase(Estimate Perplexity, Estimate Nll, WeightSize Size, double[] WindowNll, int[] WindowTokens);
