namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>
/// What a modification did to attention, head by head. Rows are the queries that predict a scored token; that of a window's first
/// token sees itself alone and is left out. Standard errors take each window as one observation.
/// </summary>
public sealed class AttentionResult
{
    internal AttentionResult(ScoredText text, IReadOnlyList<BlockDisruption> blocks, MeanDisruption mean, Estimate headSimilarityChange)
    {
        Protocol = text.Protocol;
        Fingerprint = text.Fingerprint;
        Blocks = blocks;
        Mean = mean;
        HeadSimilarityChange = headSimilarityChange;
    }

    /// <summary>The protocol, with every choice that depended on the model made explicit.</summary>
    public Protocol Protocol { get; }

    /// <summary>SHA-256 of the scored windows: equal where text, tokenization and protocol are equal.</summary>
    public string Fingerprint { get; }

    /// <summary>The blocks, first to last.</summary>
    public IReadOnlyList<BlockDisruption> Blocks { get; }

    /// <summary>Means over all heads of the model.</summary>
    public MeanDisruption Mean { get; }

    /// <summary>Mean over the blocks of <see cref="BlockDisruption.HeadSimilarityChange"/>.</summary>
    public Estimate HeadSimilarityChange { get; }

    /// <summary>The block of the head with the largest Jensen-Shannon divergence, and that head; the first of equals.</summary>
    public (int Block, HeadDisruption Head) MostDisrupted =>
        Blocks.SelectMany(b => b.Heads.Select(h => (b.Block, Head: h))).MaxBy(h => h.Head.JensenShannon.Value);
}
