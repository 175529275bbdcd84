namespace ScoreService;

/// <summary>What is asked: a text to score.</summary>
internal sealed class ScoreRequest
{
    public string? Text { get; set; }
}

/// <summary>What a saved pipeline with ScoreText adds to a row.</summary>
internal sealed class ScoreRow
{
    public double ScoreNegativeLogLikelihood { get; set; }

    public double ScorePerplexity { get; set; }

    public int ScoreTokenCount { get; set; }
}

/// <summary>What is answered; null where the text has nothing to score.</summary>
internal sealed record ScoreResponse(double? NegativeLogLikelihood, double? Perplexity, int TokenCount);
