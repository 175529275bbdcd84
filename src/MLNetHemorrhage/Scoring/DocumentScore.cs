namespace MLNetHemorrhage.Scoring;

/// <summary>What a model says about one document.</summary>
/// <param name="NegativeLogLikelihood">Mean of -ln p over the scored tokens, in nats; NaN where there are none.</param>
/// <param name="TokenCount">Number of scored tokens.</param>
internal readonly record struct DocumentScore(double NegativeLogLikelihood, int TokenCount)
{
    public double Perplexity => Math.Exp(NegativeLogLikelihood);
}
