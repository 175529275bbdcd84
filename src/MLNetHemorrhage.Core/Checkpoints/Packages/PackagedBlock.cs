using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>The sizes of a block in a package whose blocks are not all as the architecture says.</summary>
internal sealed record PackagedBlock(IReadOnlyList<int> HeadGroups, int FeedForwardSize, int MiddleWidth, int OutputWidth)
{
    private const int WidestStream = 1 << 24;

    /// <summary>The sizes of all blocks; null where they are as the architecture says.</summary>
    public static IReadOnlyList<PackagedBlock>? Of(ModelShape model)
    {
        var plain = BlockShape.Of(model.Spec);
        return model.Blocks.All(plain.IsSame)
            ? null
            : [.. model.Blocks.Select(b => new PackagedBlock(b.HeadGroups, b.FeedForwardSize, b.MiddleWidth, b.OutputWidth))];
    }

    /// <summary>The sizes that a header claims, checked before any of them is used.</summary>
    public static IReadOnlyList<BlockShape> Read(DecoderSpec spec, IReadOnlyList<PackagedBlock>? blocks, string package)
    {
        if (blocks is null) return ModelShape.Of(spec).Blocks;
        if (blocks.Count != spec.BlockCount) throw CheckpointError.File(package, $"the sizes of {spec.BlockCount} blocks", $"{blocks.Count}");
        var shapes = new List<BlockShape>();
        int width = spec.HiddenSize;
        foreach (var block in blocks)
        {
            var where = $"{package}: block {shapes.Count}";
            if (block is null) throw CheckpointError.File(where, "its sizes", "null");
            Range(where, "key-value heads", block.HeadGroups.Count, spec.KeyValueHeadCount);
            foreach (int heads in block.HeadGroups) Range(where, "query heads of a key-value head", heads, spec.HeadCount);
            Range(where, "query heads", block.HeadGroups.Sum(g => (long)g), spec.HeadCount);
            Range(where, "feed-forward channels", block.FeedForwardSize, spec.FeedForwardSize);
            Range(where, "numbers in the residual stream", block.MiddleWidth, WidestStream);
            Range(where, "numbers in the residual stream", block.OutputWidth, WidestStream);
            shapes.Add(new(spec.HeadSize, block.HeadGroups, block.FeedForwardSize, width, block.MiddleWidth, block.OutputWidth));
            width = block.OutputWidth;
        }
        return shapes;
    }

    private static void Range(string where, string what, long found, int most)
    {
        if (found < 1 || found > most) throw CheckpointError.File(where, $"from 1 to {most} {what}", $"{found}");
    }
}
