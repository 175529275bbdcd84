using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Reads a Hugging Face checkpoint of the llama family: config.json with model.safetensors or its shards.</summary>
internal static class HuggingFaceCheckpoint
{
    public static DecoderModel Load(IModelFiles files, bool validateValues = true)
    {
        if (!files.Exists(HuggingFaceConfig.FileName))
            throw CheckpointError.File(files.Name, HuggingFaceConfig.FileName, "none");
        var spec = HuggingFaceConfig.Read(ReadJson(files, HuggingFaceConfig.FileName));
        var tensors = new TensorSet(files.Name, validateValues);
        foreach (var file in OpenWeights(files)) tensors.Add(file);

        var embedding = tensors.Matrix(HuggingFaceNames.Embedding, spec.VocabularySize, spec.HiddenSize);
        DecoderBlock[] blocks = [.. Enumerable.Range(0, spec.BlockCount).Select(b => ReadBlock(tensors, spec, b))];
        var norm = tensors.Vector(HuggingFaceNames.FinalNorm, spec.HiddenSize);
        var head = ReadHead(files, tensors, spec, embedding);
        tensors.RejectUnused(HuggingFaceNames.IsRedundant);
        return new(spec, embedding, blocks, norm, head);
    }

    public static JsonSettings ReadJson(IModelFiles files, string file)
    {
        var bytes = files.Open(file);
        if (bytes.Length > Array.MaxLength) throw CheckpointError.File(files.Describe(file), "a JSON file", $"{bytes.Length} bytes");
        var json = bytes.Slice(0, (int)bytes.Length).ToArray();
        GC.KeepAlive(bytes);
        return JsonSettings.Parse(json, files.Describe(file));
    }

    private static IEnumerable<SafetensorsFile> OpenWeights(IModelFiles files)
    {
        if (files.Exists(HuggingFaceNames.Weights))
            return [SafetensorsFile.Parse(files.Open(HuggingFaceNames.Weights), files.Describe(HuggingFaceNames.Weights))];
        if (files.Exists(HuggingFaceNames.Index)) return ShardIndex.Open(files);
        var found = files.Exists("pytorch_model.bin") || files.Exists("pytorch_model.bin.index.json")
            ? "pytorch_model.bin, a pickle, which is not read; save the model as safetensors"
            : "neither";
        throw CheckpointError.File(files.Name, $"{HuggingFaceNames.Weights} or {HuggingFaceNames.Index}", found);
    }

    private static DecoderBlock ReadBlock(TensorSet tensors, DecoderSpec spec, int block)
    {
        var linears = DecoderBlock.Roles.Select(role =>
        {
            var (rows, columns) = spec.Shape(role);
            return (WeightMatrix)tensors.Matrix(HuggingFaceNames.Linear(block, role), rows, columns);
        });
        return new(
            tensors.Vector(HuggingFaceNames.AttentionNorm(block), spec.HiddenSize),
            tensors.Vector(HuggingFaceNames.FeedForwardNorm(block), spec.HiddenSize),
            [.. linears]);
    }

    // Some tied checkpoints store the head as well; that is harmless only where it is the embedding.
    private static DenseWeights ReadHead(IModelFiles files, TensorSet tensors, DecoderSpec spec, DenseWeights embedding)
    {
        if (spec.TiedHead && !tensors.Contains(HuggingFaceNames.Head)) return embedding;
        var head = tensors.Matrix(HuggingFaceNames.Head, spec.VocabularySize, spec.HiddenSize);
        if (!spec.TiedHead) return head;
        float[] expected = new float[spec.HiddenSize], found = new float[spec.HiddenSize];
        for (int row = 0; row < spec.VocabularySize; row++)
        {
            embedding.CopyRow(row, expected);
            head.CopyRow(row, found);
            if (!expected.AsSpan().SequenceEqual(found))
                throw CheckpointError.Tensor(files.Name, HuggingFaceNames.Head, "the embedding's values, as tie_word_embeddings is true", $"others in row {row}");
        }
        return embedding;
    }
}
