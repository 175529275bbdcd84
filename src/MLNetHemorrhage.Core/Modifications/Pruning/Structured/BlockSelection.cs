using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>Which query heads and which channels of a block stay; at least one of each does.</summary>
internal sealed record BlockSelection(bool[] Heads, bool[] Channels)
{
    public float[]? OutputBias { get; init; }

    public float[]? DownBias { get; init; }

    /// <summary>Everything stays.</summary>
    public static BlockSelection All(BlockShape shape) =>
        new([.. Enumerable.Repeat(true, shape.HeadCount)], [.. Enumerable.Repeat(true, shape.FeedForwardSize)]);

    /// <summary>What stays, as rows and columns. A key-value head stays as long as some query head that reads it does.</summary>
    public KeptBlock Kept(int block, BlockShape shape)
    {
        int[] groups = [.. Enumerable.Range(0, shape.KeyValueHeadCount).Select(k => Heads.AsSpan(shape.FirstHead(k), shape.HeadGroups[k]).Count(true))];
        return new(block)
        {
            Queries = Elements(Heads, shape.HeadSize),
            Keys = Elements([.. groups.Select(count => count > 0)], shape.HeadSize),
            Channels = Elements(Channels, 1),
            HeadGroups = [.. groups.Where(count => count > 0)],
        };
    }

    private static int[]? Elements(bool[] kept, int size) =>
        kept.Contains(false) ? [.. Enumerable.Range(0, kept.Length * size).Where(i => kept[i / size])] : null;
}
