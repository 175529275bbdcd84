using System.Runtime.InteropServices;
using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>Takes a decoder apart into named matrices and puts it together again; gains are matrices of one row.</summary>
internal static class PackagedDecoder
{
    private const string Embedding = "embedding", FinalNorm = "finalNorm", Head = "head";

    public static IEnumerable<(string Name, WeightMatrix Weights)> Of(DecoderModel model)
    {
        yield return (Embedding, model.Embedding);
        for (int b = 0; b < model.Blocks.Count; b++)
        {
            yield return (AttentionNorm(b), Gains(model.Blocks[b].AttentionNorm));
            yield return (FeedForwardNorm(b), Gains(model.Blocks[b].FeedForwardNorm));
            foreach (var role in DecoderBlock.Roles) yield return (Linear(b, role), model.Blocks[b][role]);
        }
        yield return (FinalNorm, Gains(model.FinalNorm));
        yield return (Head, model.Head);
    }

    public static DecoderModel Read(DecoderSpec spec, PackagedTensors tensors)
    {
        var embedding = tensors.Matrix(Embedding, spec.VocabularySize, spec.HiddenSize);
        DecoderBlock[] blocks = [.. Enumerable.Range(0, spec.BlockCount).Select(b => ReadBlock(spec, tensors, b))];
        var norm = ReadGains(tensors, FinalNorm, spec.HiddenSize);
        var head = tensors.Matrix(Head, spec.VocabularySize, spec.HiddenSize);
        tensors.RequireAllUsed();
        return new(spec, embedding, blocks, norm, head);
    }

    private static DecoderBlock ReadBlock(DecoderSpec spec, PackagedTensors tensors, int block)
    {
        var attentionNorm = ReadGains(tensors, AttentionNorm(block), spec.HiddenSize);
        var feedForwardNorm = ReadGains(tensors, FeedForwardNorm(block), spec.HiddenSize);
        var linears = DecoderBlock.Roles.Select(role => tensors.Matrix(Linear(block, role), spec.Shape(role).Rows, spec.Shape(role).Columns));
        return new(attentionNorm, feedForwardNorm, [.. linears]);
    }

    private static float[] ReadGains(PackagedTensors tensors, string name, int length)
    {
        var gains = new float[length];
        tensors.Matrix(name, 1, length).CopyRow(0, gains);
        return gains;
    }

    private static DenseWeights Gains(float[] values) =>
        new(1, values.Length, ElementType.Float32, ByteRegion.Copy(MemoryMarshal.AsBytes(values.AsSpan())));

    private static string AttentionNorm(int block) => $"blocks.{block}.attentionNorm";

    private static string FeedForwardNorm(int block) => $"blocks.{block}.feedForwardNorm";

    private static string Linear(int block, LinearRole role) => $"blocks.{block}.{JsonNamingPolicy.CamelCase.ConvertName(role.ToString())}";
}
