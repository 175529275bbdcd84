namespace MLNetHemorrhage.Scoring;

/// <summary>Names of the columns that scoring adds: what a property has to be called to be bound to one.</summary>
internal readonly record struct ScoreColumnNames(string Prefix)
{
    public string NegativeLogLikelihood => Prefix + nameof(NegativeLogLikelihood);

    public string Perplexity => Prefix + nameof(Perplexity);

    public string TokenCount => Prefix + nameof(TokenCount);
}
