using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>The query heads of a block as they are removed together, and how many parameters that removes.</summary>
internal static class HeadUnits
{
    /// <summary>The query heads of each unit; none where heads stay.</summary>
    public static int[][] Of(BlockShape shape, HeadUnit unit) => unit switch
    {
        HeadUnit.Query => [.. Enumerable.Range(0, shape.HeadCount).Select(h => (int[])[h])],
        HeadUnit.KeyValue => [.. Enumerable.Range(0, shape.KeyValueHeadCount).Select(k => Enumerable.Range(shape.FirstHead(k), shape.HeadGroups[k]).ToArray())],
        _ => [],
    };

    /// <summary>Parameters of a unit of so many query heads.</summary>
    public static long Parameters(BlockShape shape, HeadUnit unit, int heads) =>
        (long)shape.HeadSize * (heads * (shape.Width + shape.MiddleWidth) + (unit == HeadUnit.KeyValue ? 2 * shape.Width : 0));

    /// <summary>Parameters of one channel of the feed-forward layer.</summary>
    public static long ChannelParameters(BlockShape shape) => 2L * shape.MiddleWidth + shape.OutputWidth;
}
