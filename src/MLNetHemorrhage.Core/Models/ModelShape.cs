namespace MLNetHemorrhage.Models;

/// <summary>All sizes of a decoder: what the architecture says, and what its blocks are.</summary>
internal sealed record ModelShape(DecoderSpec Spec, IReadOnlyList<BlockShape> Blocks)
{
    /// <summary>The widest residual stream anywhere; the head reads this many numbers.</summary>
    public int ResidualWidth { get; } = Blocks.Select(b => Math.Max(b.MiddleWidth, b.OutputWidth)).Append(Spec.HiddenSize).Max();

    /// <summary>Number of numbers that the head reads.</summary>
    public int FinalWidth => Blocks.Count == 0 ? Spec.HiddenSize : Blocks[^1].OutputWidth;

    /// <summary>Every block as the architecture says.</summary>
    public static ModelShape Of(DecoderSpec spec)
    {
        var block = spec.BlockCount == 0 ? null : BlockShape.Of(spec);
        return new(spec, [.. Enumerable.Repeat(block!, spec.BlockCount)]);
    }

    public static ModelShape Of(DecoderSpec spec, IEnumerable<DecoderBlock> blocks) => new(spec, [.. blocks.Select(b => b.Shape(spec.HeadSize))]);

    /// <summary>The largest of a size over all blocks.</summary>
    public int Largest(Func<BlockShape, int> size) => Blocks.Count == 0 ? 0 : Blocks.Max(size);

    /// <summary>The architecture with the sizes that all blocks have; as it is where they differ, or where no architecture of this form has them.</summary>
    public DecoderSpec CommonSpec()
    {
        if (Blocks.Count == 0 || !Blocks[0].HasEqualGroups || !Blocks.All(Blocks[0].IsSame)) return Spec;
        return Spec with { HeadCount = Blocks[0].HeadCount, KeyValueHeadCount = Blocks[0].KeyValueHeadCount, FeedForwardSize = Blocks[0].FeedForwardSize };
    }
}
