using System.Runtime.InteropServices;
using System.Text.Json;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>Takes a decoder apart into named matrices and puts it together again; gains and biases are matrices of one row.</summary>
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
            foreach (var (role, bias) in model.Blocks[b].Additions.Biases) yield return (Bias(b, role), Gains(bias));
            foreach (var (role, shortcut) in model.Blocks[b].Additions.Shortcuts) yield return (Shortcut(b, role), shortcut);
        }
        yield return (FinalNorm, Gains(model.FinalNorm));
        yield return (Head, model.Head);
    }

    public static DecoderModel Read(DecoderSpec spec, IReadOnlyList<BlockShape> shapes, IReadOnlyList<BlockInputs> inputs, PackagedTensors tensors)
    {
        int width = new ModelShape(spec, shapes).FinalWidth;
        var embedding = tensors.Matrix(Embedding, spec.VocabularySize, spec.HiddenSize);
        DecoderBlock[] blocks = [.. shapes.Select((shape, b) => ReadBlock(shape, inputs[b], tensors, b))];
        var norm = ReadGains(tensors, FinalNorm, width);
        var head = tensors.Matrix(Head, spec.VocabularySize, width);
        tensors.RequireAllUsed();
        return new(spec, embedding, blocks, norm, head);
    }

    private static DecoderBlock ReadBlock(BlockShape shape, BlockInputs inputs, PackagedTensors tensors, int block)
    {
        var attentionNorm = ReadGains(tensors, AttentionNorm(block), shape.Width);
        var feedForwardNorm = ReadGains(tensors, FeedForwardNorm(block), shape.MiddleWidth);
        var linears = DecoderBlock.Roles.Select(role => tensors.Matrix(Linear(block, role), shape.Of(role).Rows, shape.Of(role).Columns));
        return new(attentionNorm, feedForwardNorm, [.. linears], new()
        {
            HeadGroups = shape.HasEqualGroups ? null : shape.HeadGroups,
            OutputBias = tensors.Contains(Bias(block, LinearRole.Output)) ? ReadGains(tensors, Bias(block, LinearRole.Output), shape.MiddleWidth) : null,
            DownBias = tensors.Contains(Bias(block, LinearRole.Down)) ? ReadGains(tensors, Bias(block, LinearRole.Down), shape.OutputWidth) : null,
            AttentionShortcut = ReadShortcut(tensors, Shortcut(block, LinearRole.Output), shape.MiddleWidth, shape.Width),
            FeedForwardShortcut = ReadShortcut(tensors, Shortcut(block, LinearRole.Down), shape.OutputWidth, shape.MiddleWidth),
            Inputs = inputs,
        });
    }

    private static WeightMatrix? ReadShortcut(PackagedTensors tensors, string name, int rows, int columns) =>
        tensors.Contains(name) ? tensors.Matrix(name, rows, columns) : null;

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

    private static string Bias(int block, LinearRole role) => Linear(block, role) + "Bias";

    private static string Shortcut(int block, LinearRole role) => Linear(block, role) + "Shortcut";

    private static string Linear(int block, LinearRole role) => $"blocks.{block}.{JsonNamingPolicy.CamelCase.ConvertName(role.ToString())}";
}
