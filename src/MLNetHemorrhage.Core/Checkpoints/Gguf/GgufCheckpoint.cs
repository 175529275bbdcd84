using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>Reads the weights of a GGUF file of the llama architecture, whose query and key rows are in the order of <see cref="RotaryLayout.Pairs"/>.</summary>
internal static class GgufCheckpoint
{
    public static DecoderModel Load(GgufFile file, bool validateValues)
    {
        var tensors = new GgufTensors(file, validateValues);
        var spec = GgufArchitecture.Read(file, tensors);
        var embedding = tensors.Matrix(GgufNames.Embedding, spec.VocabularySize, spec.HiddenSize);
        DecoderBlock[] blocks = [.. Enumerable.Range(0, spec.BlockCount).Select(b => ReadBlock(tensors, spec, b))];
        var norm = tensors.Vector(GgufNames.FinalNorm, spec.HiddenSize);
        var head = spec.TiedHead ? embedding : tensors.Matrix(GgufNames.Head, spec.VocabularySize, spec.HiddenSize);
        tensors.RejectUnused();
        return new(spec, embedding, blocks, norm, head);
    }

    private static DecoderBlock ReadBlock(GgufTensors tensors, DecoderSpec spec, int block)
    {
        WeightMatrix[] linears = [.. DecoderBlock.Roles.Select(role =>
        {
            var (rows, columns) = spec.Shape(role);
            return tensors.Matrix(GgufNames.Linear(block, role), rows, columns);
        })];
        var additions = new BlockAdditions
        {
            OutputBias = tensors.OptionalVector(GgufNames.Bias(block, LinearRole.Output), spec.HiddenSize),
            DownBias = tensors.OptionalVector(GgufNames.Bias(block, LinearRole.Down), spec.HiddenSize),
        };
        return new(
            tensors.Vector(GgufNames.AttentionNorm(block), spec.HiddenSize),
            tensors.Vector(GgufNames.FeedForwardNorm(block), spec.HiddenSize),
            linears,
            additions.Biases.Any() ? additions : null);
    }
}
