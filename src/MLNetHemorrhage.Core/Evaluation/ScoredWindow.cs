namespace MLNetHemorrhage.Evaluation;

/// <summary>A sequence that a model reads and the part of it that is scored.</summary>
public sealed class ScoredWindow
{
    internal ScoredWindow(int[] ids, int firstScored, long scoredBytes)
    {
        if (firstScored < 1 || firstScored >= ids.Length)
            throw new ArgumentOutOfRangeException(nameof(firstScored), firstScored, $"A window of {ids.Length} ids scores from 1 to {ids.Length - 1}.");
        (Ids, FirstScored, ScoredBytes) = (ids, firstScored, scoredBytes);
    }

    /// <summary>Token ids, in order; not to be changed.</summary>
    public int[] Ids { get; }

    /// <summary>Index of the first id that is scored; all from there on are. At least 1: a model says nothing about a first token.</summary>
    public int FirstScored { get; }

    /// <summary>UTF-8 bytes of the text that the scored ids stand for.</summary>
    public long ScoredBytes { get; }

    /// <summary>Number of ids that are scored.</summary>
    public int ScoredTokens => Ids.Length - FirstScored;
}
