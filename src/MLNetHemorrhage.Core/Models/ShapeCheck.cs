using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models;

/// <summary>Compares a model's weights with its architecture, so that no layer has to.</summary>
internal static class ShapeCheck
{
    /// <summary>The sizes of a model; throws a <see cref="HemorrhageException"/> that names the first weight whose shape is wrong.</summary>
    public static ModelShape Check(DecoderSpec spec, WeightMatrix embedding, IReadOnlyList<DecoderBlock> blocks, float[] finalNorm, WeightMatrix head)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(embedding);
        ArgumentNullException.ThrowIfNull(blocks);
        ArgumentNullException.ThrowIfNull(finalNorm);
        ArgumentNullException.ThrowIfNull(head);
        CheckSpec(spec);
        Expect("embedding", spec.VocabularySize, spec.HiddenSize, embedding);
        if (blocks.Count != spec.BlockCount) throw new HemorrhageException($"Expected {spec.BlockCount} blocks, found {blocks.Count}.");
        int width = spec.HiddenSize;
        for (int b = 0; b < blocks.Count; b++) width = BlockShapeCheck.Check($"block {b}", spec, blocks[b], width);
        Expect("final norm", width, finalNorm);
        Expect("head", spec.VocabularySize, width, head);
        if (spec.TiedHead && !ReferenceEquals(head, embedding)) throw new HemorrhageException("head: expected the embedding itself (tied), found other weights.");
        var shape = ModelShape.Of(spec, blocks);
        if (shape.ResidualWidth > width) throw new HemorrhageException($"Expected a residual stream that is nowhere wider than the {width} that the head reads, found {shape.ResidualWidth}.");
        return shape;
    }

    private static void CheckSpec(DecoderSpec spec)
    {
        Positive("vocabulary size", spec.VocabularySize);
        Positive("hidden size", spec.HiddenSize);
        Positive("feed-forward size", spec.FeedForwardSize);
        Positive("head count", spec.HeadCount);
        Positive("key-value head count", spec.KeyValueHeadCount);
        Positive("head size", spec.HeadSize);
        Positive("context length", spec.ContextLength);
        if (spec.HeadCount % spec.KeyValueHeadCount != 0)
            throw new HemorrhageException($"Expected a head count that is a multiple of the {spec.KeyValueHeadCount} key-value heads, found {spec.HeadCount}.");
        if (spec.NormWidth is { } width) Positive("norm width", width);
        if (spec.HeadSize % 2 != 0) throw new HemorrhageException($"Expected an even head size (rotary embedding), found {spec.HeadSize}.");
    }

    private static void Positive(string what, int value)
    {
        if (value <= 0) throw new HemorrhageException($"Expected a positive {what}, found {value}.");
    }

    internal static void Expect(string name, int rows, int columns, WeightMatrix found)
    {
        if (found.Rows != rows || found.Columns != columns)
            throw new HemorrhageException($"{name}: expected [{rows}, {columns}], found [{found.Rows}, {found.Columns}].");
    }

    internal static void Expect(string name, int length, float[] found)
    {
        if (found.Length != length) throw new HemorrhageException($"{name}: expected [{length}], found [{found.Length}].");
    }
}
