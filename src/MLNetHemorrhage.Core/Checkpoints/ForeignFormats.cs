using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Recognises files that people try to load as a model, so that the error says what they are instead of how they differ from llama2.c.</summary>
internal static class ForeignFormats
{
    private const string Expected = "a Hugging Face directory, a GGUF file or a llama2.c .bin file";

    private static ReadOnlySpan<byte> PyTorchZip => "PK\u0003\u0004"u8;

    private static ReadOnlySpan<byte> PyTorchPickle => [0x80, 0x02, 0x8A, 0x0A];

    public static void Reject(ByteRegion bytes, string path)
    {
        var start = bytes.Slice(0, (int)Math.Min(4, bytes.Length));
        if (start.SequenceEqual(PyTorchZip) || start.SequenceEqual(PyTorchPickle)) throw CheckpointError.File(path, Expected, "a PyTorch pickle");
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".gguf": throw CheckpointError.File(path, "a GGUF file", "another magic");
            case ".safetensors": throw CheckpointError.File(path, Expected, "a single safetensors file; give the directory that also holds config.json");
            case ".json": throw CheckpointError.File(path, Expected, "a JSON file; give its directory");
        }
    }
}
