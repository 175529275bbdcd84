using MLNetHemorrhage.Models.Layers;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Models;

/// <summary>A decoder: its architecture and its weights. Immutable; models share the blocks they have in common.</summary>
public sealed class DecoderModel
{
    /// <summary>Creates a model.</summary>
    /// <param name="spec">The architecture.</param>
    /// <param name="embedding">Token embedding [vocabulary, hidden].</param>
    /// <param name="blocks">The blocks, first to last.</param>
    /// <param name="finalNorm">Gains of the last norm [hidden; the width behind the last block].</param>
    /// <param name="head">Output head [vocabulary, hidden; the width behind the last block]; the embedding itself where the spec says tied.</param>
    /// <exception cref="HemorrhageException">A shape is not what the architecture says.</exception>
    public DecoderModel(DecoderSpec spec, WeightMatrix embedding, IReadOnlyList<DecoderBlock> blocks, float[] finalNorm, WeightMatrix head)
        : this(spec, embedding, blocks, finalNorm, head, new(head)) { }

    private DecoderModel(DecoderSpec spec, WeightMatrix embedding, IReadOnlyList<DecoderBlock> blocks, float[] finalNorm, WeightMatrix head, OutputHead outputHead)
    {
        Shape = ShapeCheck.Check(spec, embedding, blocks, finalNorm, head);
        OutputHead = outputHead;
        Spec = Shape.CommonSpec();
        Embedding = embedding;
        Blocks = [.. blocks];
        FinalNorm = finalNorm;
        Head = head;
    }

    /// <summary>The architecture.</summary>
    public DecoderSpec Spec { get; }

    /// <summary>Token embedding [vocabulary, hidden].</summary>
    public WeightMatrix Embedding { get; }

    /// <summary>The blocks, first to last.</summary>
    public IReadOnlyList<DecoderBlock> Blocks { get; }

    /// <summary>Gains of the last norm [hidden]; not to be changed.</summary>
    public float[] FinalNorm { get; }

    /// <summary>Output head [vocabulary, hidden].</summary>
    public WeightMatrix Head { get; }

    /// <summary>All sizes.</summary>
    internal ModelShape Shape { get; }

    /// <summary>The head as the products read it; models made of this one share it.</summary>
    internal OutputHead OutputHead { get; }

    /// <summary>The sizes of a block, which differ from block to block where structure was removed.</summary>
    /// <param name="block">Index of the block.</param>
    /// <returns>Its sizes.</returns>
    public BlockShape ShapeOf(int block) => Shape.Blocks[block];

    /// <summary>A model with other blocks; everything else is shared.</summary>
    /// <param name="blocks">The new blocks.</param>
    /// <returns>The new model.</returns>
    public DecoderModel WithBlocks(IReadOnlyList<DecoderBlock> blocks)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        return new(Spec with { BlockCount = blocks.Count }, Embedding, blocks, FinalNorm, Head, OutputHead);
    }
}
