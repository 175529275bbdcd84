namespace MLNetHemorrhage.Models;

/// <summary>
/// The sizes of one block. In a model as it was trained they follow from the <see cref="DecoderSpec"/> and are the same for every block;
/// structure that was removed makes them smaller, in each block by itself.
/// </summary>
public sealed class BlockShape
{
    private readonly int[] _readBy;

    internal BlockShape(int headSize, IReadOnlyList<int> headGroups, int feedForwardSize, int width, int middleWidth, int outputWidth)
    {
        HeadSize = headSize;
        HeadGroups = headGroups;
        FeedForwardSize = feedForwardSize;
        Width = width;
        MiddleWidth = middleWidth;
        OutputWidth = outputWidth;
        _readBy = [.. headGroups.SelectMany((count, head) => Enumerable.Repeat(head, count))];
    }

    /// <summary>Width of one head.</summary>
    public int HeadSize { get; }

    /// <summary>How many query heads read each key-value head, at least 1 each; query heads are in the order of the key-value heads that they read.</summary>
    public IReadOnlyList<int> HeadGroups { get; }

    /// <summary>Width of the feed-forward layer.</summary>
    public int FeedForwardSize { get; }

    /// <summary>Width of the residual stream before the block.</summary>
    public int Width { get; }

    /// <summary>Width of the residual stream between attention and the feed-forward layer.</summary>
    public int MiddleWidth { get; }

    /// <summary>Width of the residual stream behind the block.</summary>
    public int OutputWidth { get; }

    /// <summary>Number of query heads.</summary>
    public int HeadCount => _readBy.Length;

    /// <summary>Number of key and value heads.</summary>
    public int KeyValueHeadCount => HeadGroups.Count;

    /// <summary>Outputs of the query projection.</summary>
    internal int QueryWidth => HeadCount * HeadSize;

    /// <summary>Outputs of the key projection, and of the value projection.</summary>
    internal int KeyWidth => KeyValueHeadCount * HeadSize;

    /// <summary>Queries, keys and values side by side.</summary>
    internal int ProjectedWidth => QueryWidth + 2 * KeyWidth;

    /// <summary>Whether every key-value head is read by as many query heads.</summary>
    internal bool HasEqualGroups => HeadGroups.All(count => count == HeadGroups[0]);

    /// <summary>The key-value head that a query head reads.</summary>
    internal int KeyValueHead(int head) => _readBy[head];

    /// <summary>The first query head that reads a key-value head.</summary>
    internal int FirstHead(int keyValueHead) => Array.IndexOf(_readBy, keyValueHead);

    /// <summary>The shape of a linear layer.</summary>
    /// <param name="role">Which.</param>
    /// <returns>Outputs and inputs.</returns>
    public (int Rows, int Columns) Of(LinearRole role) => role switch
    {
        LinearRole.Query => (QueryWidth, Width),
        LinearRole.Key or LinearRole.Value => (KeyWidth, Width),
        LinearRole.Output => (MiddleWidth, QueryWidth),
        LinearRole.Gate or LinearRole.Up => (FeedForwardSize, MiddleWidth),
        LinearRole.Down => (OutputWidth, FeedForwardSize),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    internal static BlockShape Of(DecoderSpec spec) =>
        new(spec.HeadSize, Equal(spec.HeadCount, spec.KeyValueHeadCount), spec.FeedForwardSize, spec.HiddenSize, spec.HiddenSize, spec.HiddenSize);

    /// <summary>So many query heads in equal groups.</summary>
    internal static int[] Equal(int heads, int keyValueHeads) => [.. Enumerable.Repeat(heads / keyValueHeads, keyValueHeads)];

    /// <summary>Whether two blocks have the same sizes everywhere.</summary>
    internal bool IsSame(BlockShape other) =>
        (HeadSize, FeedForwardSize, Width, MiddleWidth, OutputWidth) == (other.HeadSize, other.FeedForwardSize, other.Width, other.MiddleWidth, other.OutputWidth)
        && HeadGroups.SequenceEqual(other.HeadGroups);
}
