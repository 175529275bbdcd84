namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>How the loss of a modified model builds up from block to block: the information-loss cascade.</summary>
public sealed class CascadeResult
{
    /// <summary>The limit of <see cref="FirstBlockAbove"/> where none is given: an error half as large as the signal, 6 dB.</summary>
    public const double DefaultLimit = 0.5;

    internal CascadeResult(ScoredText text, SignalLoss embedding, IReadOnlyList<BlockLoss> blocks, Estimate growth)
    {
        Protocol = text.Protocol;
        Fingerprint = text.Fingerprint;
        Embedding = embedding;
        Blocks = blocks;
        Growth = growth;
    }

    /// <summary>The protocol, with every choice that depended on the model made explicit.</summary>
    public Protocol Protocol { get; }

    /// <summary>SHA-256 of the scored windows: equal where text, tokenization and protocol are equal.</summary>
    public string Fingerprint { get; }

    /// <summary>The residual stream before the first block.</summary>
    public SignalLoss Embedding { get; }

    /// <summary>The blocks, first to last.</summary>
    public IReadOnlyList<BlockLoss> Blocks { get; }

    /// <summary>
    /// Slope of the straight line through ln relative error of the residual stream over the blocks with an error: growth with depth,
    /// in nats per block; NaN where fewer than two blocks have one.
    /// </summary>
    public Estimate Growth { get; }

    /// <summary>Factor by which the relative error grows from block to block: exp of <see cref="Growth"/>; above 1 = the loss cascades.</summary>
    public Estimate Amplification => Growth.Exp();

    /// <summary>The first block after which the relative error of the residual stream exceeds a limit.</summary>
    /// <param name="limit">The limit, above 0.</param>
    /// <returns>Index of the block from 0; null where none does.</returns>
    public int? FirstBlockAbove(double limit = DefaultLimit)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(limit);
        return Blocks.FirstOrDefault(b => b.Residual.RelativeError.Value > limit)?.Block;
    }
}
