using System.Runtime.InteropServices;
using System.Security.Cryptography;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>Single-precision copies of every weight of a decoder that may be changed in place.</summary>
internal sealed class DecoderParameters : DecoderTensors
{
    private const double InitialDeviation = 0.02;

    public DecoderParameters(DecoderSpec spec) : this(ModelShape.Of(spec), [.. Enumerable.Repeat(BlockAdditions.None, spec.BlockCount)]) { }

    private DecoderParameters(ModelShape shape, IReadOnlyList<BlockAdditions> additions) : base(shape) => Additions = additions;

    /// <summary>What the blocks have besides; no training changes it.</summary>
    public IReadOnlyList<BlockAdditions> Additions { get; }

    /// <summary>Copies the weights of a model.</summary>
    public static DecoderParameters From(DecoderModel model)
    {
        var parameters = new DecoderParameters(model.Shape, [.. model.Blocks.Select(b => b.Additions)]);
        model.Embedding.CopyTo(parameters.Embedding);
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            var source = model.Blocks[b];
            var target = parameters.Block(b);
            source.AttentionNorm.CopyTo(target.AttentionNorm.Row(0));
            source.FeedForwardNorm.CopyTo(target.FeedForwardNorm.Row(0));
            foreach (var role in DecoderBlock.Roles) source[role].CopyTo(target.Linear(role, model.ShapeOf(b)));
        }
        model.FinalNorm.CopyTo(parameters.FinalNorm.Row(0));
        if (!model.Spec.TiedHead) model.Head.CopyTo(parameters.Head);
        return parameters;
    }

    /// <summary>
    /// Weights to start training from: gains 1, matrices normal with deviation 0.02, those that write into the residual stream
    /// divided by sqrt(2 blocks) (Radford et al. 2019, section 2.3).
    /// </summary>
    public static DecoderParameters Random(DecoderSpec spec, ulong seed)
    {
        var parameters = new DecoderParameters(spec);
        var random = new RandomSource(seed);
        foreach (var tensor in parameters.Tensors)
        {
            var values = parameters.Values.Slice(tensor.Offset, tensor.Count);
            if (!tensor.IsMatrix)
            {
                values.Fill(1);
                continue;
            }
            bool isResidual = tensor.Name.EndsWith("o_proj.weight", StringComparison.Ordinal) || tensor.Name.EndsWith("down_proj.weight", StringComparison.Ordinal);
            double deviation = isResidual ? InitialDeviation / Math.Sqrt(2 * spec.BlockCount) : InitialDeviation;
            foreach (ref float value in values) value = (float)(random.NextGaussian() * deviation);
        }
        return parameters;
    }

    /// <summary>A model with copies of the weights as they are now.</summary>
    public DecoderModel ToModel()
    {
        var embedding = Copy(Embedding);
        var blocks = new DecoderBlock[Spec.BlockCount];
        for (int b = 0; b < blocks.Length; b++)
        {
            var block = Block(b);
            blocks[b] = new(
                block.AttentionNorm.Row(0).ToArray(), block.FeedForwardNorm.Row(0).ToArray(),
                [.. DecoderBlock.Roles.Select(role => Copy(block.Linear(role, Shape.Blocks[b])))], Additions[b]);
        }
        return new(Spec, embedding, blocks, FinalNorm.Row(0).ToArray(), Spec.TiedHead ? embedding : Copy(Head));
    }

    /// <summary>SHA-256 of all weights in order, little-endian, in lower-case hexadecimal.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(Values)));

    private static unsafe DenseWeights Copy(MatrixView source)
    {
        var values = new ReadOnlySpan<float>(source.Pointer, source.Rows * source.Columns);
        return new(source.Rows, source.Columns, ElementType.Float32, ByteRegion.Copy(MemoryMarshal.AsBytes(values)));
    }
}
