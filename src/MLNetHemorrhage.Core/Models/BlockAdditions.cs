using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models;

/// <summary>What a block has beyond the weights of one as it was trained; removing structure or rounding inputs leaves it. Immutable.</summary>
public sealed record BlockAdditions
{
    /// <summary>Nothing.</summary>
    public static BlockAdditions None { get; } = new();

    /// <summary>How many query heads read each key-value head, first to last; null means equal groups.</summary>
    public IReadOnlyList<int>? HeadGroups { get; init; }

    /// <summary>Added to the outputs of the output projection [hidden]; null means nothing. Not to be changed.</summary>
    public float[]? OutputBias { get; init; }

    /// <summary>Added to the outputs of the down projection [hidden]; null means nothing. Not to be changed.</summary>
    public float[]? DownBias { get; init; }

    /// <summary>What the residual stream is multiplied by beside attention [width behind, width before]; null means it stays as it is.</summary>
    public WeightMatrix? AttentionShortcut { get; init; }

    /// <summary>What the residual stream is multiplied by beside the feed-forward layer [width behind, width before]; null means it stays as it is.</summary>
    public WeightMatrix? FeedForwardShortcut { get; init; }

    /// <summary>What the inputs of the linear layers are rounded to while the model runs.</summary>
    /// <value>The default is <see cref="BlockInputs.None"/>.</value>
    public BlockInputs Inputs { get; init; } = BlockInputs.None;

    /// <summary>Whether the residual stream is in other directions before and behind the block.</summary>
    internal bool HasShortcuts => AttentionShortcut is not null || FeedForwardShortcut is not null;

    /// <summary>The biases that there are, with the layers they belong to.</summary>
    public IEnumerable<(LinearRole Role, float[] Values)> Biases
    {
        get
        {
            if (OutputBias is not null) yield return (LinearRole.Output, OutputBias);
            if (DownBias is not null) yield return (LinearRole.Down, DownBias);
        }
    }

    /// <summary>The shortcuts that there are, with the layers whose outputs are added to them.</summary>
    public IEnumerable<(LinearRole Role, WeightMatrix Weights)> Shortcuts
    {
        get
        {
            if (AttentionShortcut is not null) yield return (LinearRole.Output, AttentionShortcut);
            if (FeedForwardShortcut is not null) yield return (LinearRole.Down, FeedForwardShortcut);
        }
    }
}
