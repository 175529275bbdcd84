using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Reads llama2.c files, versions 0 and 1 (f32, used where they lie in the mapped file) and 2 (int8 groups, dequantized).</summary>
internal static class Llama2cCheckpoint
{
    public static DecoderModel Load(string path, bool validateValues) => Load(MappedFile.Open(path), path, validateValues);

    public static DecoderModel Load(ByteRegion bytes, string file, bool validateValues)
    {
        var header = Llama2cHeader.Read(bytes, file);
        var expected = ByteLength(header);
        if (bytes.Length != expected)
            throw CheckpointError.File(file, $"{expected} bytes for the sizes in the header of a llama2.c version {header.Version} file", $"{bytes.Length}");

        var tensors = new Llama2cTensors(bytes, file, header, validateValues);
        return header.Version == 0 ? ReadLegacy(header.Spec, tensors) : ReadVersioned(header.Spec, tensors);
    }

    private static DecoderModel ReadLegacy(DecoderSpec spec, Llama2cTensors tensors)
    {
        var embedding = tensors.Matrix("tok_embeddings", spec.VocabularySize, spec.HiddenSize);
        var attentionNorms = tensors.Vectors(AttentionNormName, spec.BlockCount, spec.HiddenSize);
        var attention = Attention.Select(role => Read(spec, tensors, role)).ToArray();
        var feedForwardNorms = tensors.Vectors(FeedForwardNormName, spec.BlockCount, spec.HiddenSize);
        var feedForward = FeedForward.Select(role => Read(spec, tensors, role)).ToArray();
        var finalNorm = tensors.Vector("norm", spec.HiddenSize);
        tensors.Skip((long)spec.ContextLength * spec.HeadSize * sizeof(float)); // tables of cosines and sines that nothing reads
        return Assemble(spec, tensors, embedding, attentionNorms, feedForwardNorms, [.. attention, .. feedForward], finalNorm);
    }

    private static DecoderModel ReadVersioned(DecoderSpec spec, Llama2cTensors tensors)
    {
        var attentionNorms = tensors.Vectors(AttentionNormName, spec.BlockCount, spec.HiddenSize);
        var feedForwardNorms = tensors.Vectors(FeedForwardNormName, spec.BlockCount, spec.HiddenSize);
        var finalNorm = tensors.Vector("norm", spec.HiddenSize);
        var embedding = tensors.Matrix("tok_embeddings", spec.VocabularySize, spec.HiddenSize);
        WeightMatrix[][] linears = [.. Attention.Concat(FeedForward).Select(role => Read(spec, tensors, role))];
        return Assemble(spec, tensors, embedding, attentionNorms, feedForwardNorms, linears, finalNorm);
    }

    private static DecoderModel Assemble(
        DecoderSpec spec, Llama2cTensors tensors, WeightMatrix embedding, float[][] attentionNorms, float[][] feedForwardNorms,
        WeightMatrix[][] linears, float[] finalNorm)
    {
        var head = spec.TiedHead ? embedding : tensors.Matrix("output", spec.VocabularySize, spec.HiddenSize);
        LinearRole[] order = [.. Attention, .. FeedForward];
        var blocks = Enumerable.Range(0, spec.BlockCount).Select(b =>
            new DecoderBlock(attentionNorms[b], feedForwardNorms[b], [.. DecoderBlock.Roles.Select(r => linears[Array.IndexOf(order, r)][b])]));
        return new(spec, embedding, [.. blocks], finalNorm, head);
    }

    private static LinearRole[] Attention => [LinearRole.Query, LinearRole.Key, LinearRole.Value, LinearRole.Output];

    // w1, w2, w3.
    private static LinearRole[] FeedForward => [LinearRole.Gate, LinearRole.Down, LinearRole.Up];

    private static WeightMatrix[] Read(DecoderSpec spec, Llama2cTensors tensors, LinearRole role)
    {
        var (rows, columns) = spec.Shape(role);
        return tensors.Matrices(b => $"layers.{b}.{Name(role)}", spec.BlockCount, rows, columns);
    }

    private static string Name(LinearRole role) => role switch
    {
        LinearRole.Query => "attention.wq",
        LinearRole.Key => "attention.wk",
        LinearRole.Value => "attention.wv",
        LinearRole.Output => "attention.wo",
        LinearRole.Gate => "feed_forward.w1",
        LinearRole.Down => "feed_forward.w2",
        _ => "feed_forward.w3",
    };

    private static string AttentionNormName(int block) => $"layers.{block}.attention_norm";

    private static string FeedForwardNormName(int block) => $"layers.{block}.ffn_norm";

    // 128-bit: the sizes come from the file and their product may be anything.
    private static Int128 ByteLength(Llama2cHeader header)
    {
        var spec = header.Spec;
        Int128 norms = (Int128)spec.HiddenSize * (2 * spec.BlockCount + 1);
        Int128 matrices = (Int128)spec.VocabularySize * spec.HiddenSize * (spec.TiedHead ? 1 : 2);
        foreach (var role in DecoderBlock.Roles)
        {
            var (rows, columns) = spec.Shape(role);
            matrices += (Int128)rows * columns * spec.BlockCount;
        }
        Int128 rotary = header.Version == 0 ? (Int128)spec.ContextLength * spec.HeadSize : 0;
        return header.ByteLength + header.Version switch
        {
            2 => norms * sizeof(float) + matrices + matrices / header.GroupLength * sizeof(float),
            _ => (norms + matrices + rotary) * sizeof(float),
        };
    }
}
