using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>Reads what the metadata says of the architecture. Anything that would change the arithmetic and is not supported is an error.</summary>
internal static class GgufArchitecture
{
    public const string Key = "general.architecture", Llama = "llama";

    public static DecoderSpec Read(GgufFile file, GgufTensors tensors)
    {
        var metadata = file.Metadata;
        var architecture = metadata.Text(Key);
        if (architecture != Llama) throw metadata.Error(Key, "'llama' (the supported architecture)", CheckpointError.Quote(architecture));
        if (metadata.Has("split.count") && metadata.Integer("split.count") > 1)
            throw metadata.Error("split.count", "1, a whole model in one file", $"{metadata.Integer("split.count")}; merge the parts with llama-gguf-split first");
        RejectUnsupported(metadata);

        int hidden = metadata.Integer(GgufKeys.HiddenSize), heads = metadata.Integer(GgufKeys.HeadCount);
        int headSize = metadata.Has(GgufKeys.KeyLength) ? metadata.Integer(GgufKeys.KeyLength)
            : heads > 0 && hidden % heads == 0 ? hidden / heads
            : throw metadata.Error(GgufKeys.HeadCount, $"a divisor of the embedding length {hidden}", $"{heads}");
        RequireSame(metadata, GgufKeys.ValueLength, headSize);
        RequireSame(metadata, GgufKeys.RotaryCount, headSize);
        var spec = new DecoderSpec
        {
            VocabularySize = VocabularySize(file),
            HiddenSize = hidden,
            FeedForwardSize = metadata.Integer(GgufKeys.FeedForwardSize),
            BlockCount = metadata.Integer(GgufKeys.BlockCount),
            HeadCount = heads,
            KeyValueHeadCount = metadata.Integer(GgufKeys.KeyValueHeadCount, heads),
            HeadSize = headSize,
            ContextLength = metadata.Integer(GgufKeys.ContextLength),
            NormEpsilon = Shortest(metadata.Number(GgufKeys.NormEpsilon)),
            Rotary = new() { Base = Shortest(metadata.Number(GgufKeys.RotaryBase, 10000)), Layout = RotaryLayout.Pairs },
            TiedHead = !tensors.Contains(GgufNames.Head),
        };
        SpecCheck.Validate(spec, file.Name);
        return tensors.OptionalVector(GgufNames.RotaryFactors, spec.HeadSize / 2) is { } factors
            ? spec with { Rotary = spec.Rotary with { Llama3Scaling = GgufRotaryFactors.Read(factors, spec.Rotary.Base, file.Name) } }
            : spec;
    }

    private static void RejectUnsupported(GgufMetadata metadata)
    {
        var scaling = metadata.Text(GgufKeys.RotaryScaling, "none");
        if (scaling is not ("none" or "linear")) throw metadata.Error(GgufKeys.RotaryScaling, "'none', or Llama 3 factors as a tensor", CheckpointError.Quote(scaling));
        foreach (var key in (string[])[GgufKeys.RotaryFactor, GgufKeys.LinearScale])
            if (scaling == "linear" && metadata.Number(key, 1) is not (0 or 1) and var factor) throw metadata.Error(key, "1", CheckpointError.Number(factor));
        if (metadata.Integer(GgufKeys.ExpertCount, 0) is not 0 and var experts) throw metadata.Error(GgufKeys.ExpertCount, "0", $"{experts}");
    }

    // The embedding has a row for every id, whatever the metadata says.
    private static int VocabularySize(GgufFile file) =>
        file.Find(GgufNames.Embedding) is { Shape.Length: 2 } embedding
            ? (int)embedding.Shape[0]
            : throw CheckpointError.Tensor(file.Name, GgufNames.Embedding, "a matrix", "none of that name and shape");

    private static void RequireSame(GgufMetadata metadata, string key, int headSize)
    {
        int found = metadata.Integer(key, headSize);
        if (found != headSize) throw metadata.Error(key, $"the head size {headSize}", $"{found}");
    }

    // The file has a single; the number that was meant is the shortest decimal of it: 1e-05.
    private static double Shortest(double value) => double.Parse(((float)value).ToString(System.Globalization.CultureInfo.InvariantCulture), System.Globalization.CultureInfo.InvariantCulture);
}
