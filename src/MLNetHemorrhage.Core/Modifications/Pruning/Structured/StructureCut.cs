using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>Makes a model of the heads and channels that stay. Blocks that lose nothing are shared.</summary>
internal static class StructureCut
{
    /// <summary>The smaller model.</summary>
    public static StepOutcome Apply(DecoderModel model, IReadOnlyList<BlockSelection> selections)
    {
        KeptBlock[] kept = [.. selections.Select((s, b) => s.Kept(b, model.ShapeOf(b)))];
        DecoderBlock[] blocks = [.. kept.Select((k, b) => Cut(model.Blocks[b], b, k, selections[b]))];
        var smaller = model.WithBlocks(blocks);
        return new(smaller)
        {
            Kept = new(kept),
            Notes =
            [
                $"query heads left in each block: {Counts(smaller, s => s.HeadCount)}; key-value heads: {Counts(smaller, s => s.KeyValueHeadCount)}",
                $"feed-forward channels left in each block: {Counts(smaller, s => s.FeedForwardSize)}",
            ],
        };
    }

    private static string Counts(DecoderModel model, Func<BlockShape, int> size) => string.Join(", ", model.Shape.Blocks.Select(size));

    private static DecoderBlock Cut(DecoderBlock block, int index, KeptBlock kept, BlockSelection selection)
    {
        if (kept is { Queries: null, Channels: null }) return block;
        var linears = DecoderBlock.Roles.Select(role => WeightPart.Of(block[role], kept.Rows(role), kept.Columns(role), LayerName.Linear(index, role)));
        var groups = kept.HeadGroups!;
        return new(block.AttentionNorm, block.FeedForwardNorm, [.. linears], block.Additions with
        {
            HeadGroups = groups.Distinct().Count() == 1 ? null : groups,
            OutputBias = selection.OutputBias ?? block.Additions.OutputBias,
            DownBias = selection.DownBias ?? block.Additions.DownBias,
        });
    }
}
