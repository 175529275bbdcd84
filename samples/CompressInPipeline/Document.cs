namespace CompressInPipeline;

/// <summary>A row that goes in.</summary>
internal sealed class Document
{
    public string Text { get; set; } = "";
}

/// <summary>A row that comes out: properties named as the columns are.</summary>
internal sealed class Score
{
    public string Text { get; set; } = "";

    public double ScoreNegativeLogLikelihood { get; set; }

    public double ScorePerplexity { get; set; }

    public int ScoreTokenCount { get; set; }
}
