namespace MLNetHemorrhage.Robustness;

/// <summary>What a model lost at one strength of a modification.</summary>
/// <param name="Strength">How strong the modification is: 0 = untouched, growing with damage (removed fraction, or 1 - bits / 16).</param>
/// <param name="LnPerplexity">Natural logarithm of the perplexity.</param>
/// <param name="StandardError">Standard error of the logarithm (or of its paired difference from the base model); NaN where unknown.</param>
public sealed record DegradationPoint(double Strength, double LnPerplexity, double StandardError = double.NaN);
