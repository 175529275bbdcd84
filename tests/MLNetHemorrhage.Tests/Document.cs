namespace MLNetHemorrhage.Tests;

/// <summary>A row of the tests' tables.</summary>
public sealed class Document
{
    public string? Text { get; set; }

    public float Number { get; set; }
}

/// <summary>What scoring adds to a row.</summary>
public sealed class Scored
{
    public string? Text { get; set; }

    public string? Model { get; set; }

    public double ScoreNegativeLogLikelihood { get; set; }

    public double ScorePerplexity { get; set; }

    public int ScoreTokenCount { get; set; }

    /// <summary>Everything that a score must keep, to the bit.</summary>
    public (long, long, int) Bits => (BitConverter.DoubleToInt64Bits(ScoreNegativeLogLikelihood), BitConverter.DoubleToInt64Bits(ScorePerplexity), ScoreTokenCount);
}
