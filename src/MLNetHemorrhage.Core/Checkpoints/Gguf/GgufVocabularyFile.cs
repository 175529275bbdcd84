using System.Buffers.Binary;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>The vocabulary of a GGUF file as a GGUF file of its own: what is stored with a model, and read as its tokenizer.</summary>
internal static class GgufVocabularyFile
{
    private const string Prefix = "tokenizer.ggml.";

    /// <summary>The tokenizer of a GGUF file.</summary>
    /// <exception cref="HemorrhageException">The file is damaged or has none.</exception>
    public static TokenizerSource Source(ByteRegion bytes, string path) => Source(bytes, GgufFile.Parse(bytes, path));

    /// <summary>The same for a file that is read already.</summary>
    public static TokenizerSource Source(ByteRegion bytes, GgufFile file)
    {
        var vocabulary = Extract(bytes, file.Metadata) ?? throw CheckpointError.File(file.Name, $"a vocabulary ({GgufVocabularyKeys.Model})", "none");
        return new(TokenizerKinds.Gguf, file.Name, [new(TokenizerKinds.GgufFile, file.Name, vocabulary)]);
    }

    // The values of the tokenizer alone, byte for byte.
    private static byte[]? Extract(ByteRegion bytes, GgufMetadata metadata)
    {
        var entries = metadata.Entries.Where(e => e.Key.StartsWith(Prefix, StringComparison.Ordinal)).ToArray();
        if (entries.Length == 0) return null;
        using var stream = new MemoryStream();
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        stream.Write(GgufFile.Magic);
        BinaryPrimitives.WriteUInt32LittleEndian(number, GgufFile.Version);
        stream.Write(number[..sizeof(uint)]);
        BinaryPrimitives.WriteUInt64LittleEndian(number, 0);
        stream.Write(number);
        BinaryPrimitives.WriteUInt64LittleEndian(number, (ulong)entries.Length);
        stream.Write(number);
        foreach (var (_, (start, end)) in entries) stream.Write(bytes.Slice(start, checked((int)(end - start))));
        GC.KeepAlive(bytes);
        return stream.ToArray();
    }
}
