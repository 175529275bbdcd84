using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Checkpoints.Packages;

/// <summary>Tokenizers travel as the files they were read from, byte for byte, and come back through the same readers.</summary>
internal static class PackagedTokenizers
{
    /// <exception cref="HemorrhageException">The tokenizer was not read from files, or has ids that the model lacks.</exception>
    public static TokenizerSource SourceOf(ITokenizer tokenizer, DecoderSpec spec, string where)
    {
        var source = (tokenizer as SourcedTokenizer)?.Source
            ?? throw CheckpointError.File(where, "a tokenizer that this library read from files", $"{tokenizer.GetType().Name}, which cannot be packaged");
        RequireSize(tokenizer, spec, where);
        return source;
    }

    public static ITokenizer Read(PackageHeader header, ByteRegion data, string package)
    {
        var (kind, size, files) = header.Tokenizer;
        var source = new TokenizerSource(kind, package, [.. files.Select(f => Read(f, data, package))]);
        var tokenizer = TokenizerKinds.Read(source, size);
        if (tokenizer.VocabularySize != size) throw CheckpointError.File(package, $"a tokenizer of {size} ids", $"{tokenizer.VocabularySize}");
        RequireSize(tokenizer, header.Decoder, package);
        return tokenizer;
    }

    private static TokenizerFile Read(PackagedFile file, ByteRegion data, string package)
    {
        if (file.Length > Array.MaxLength) throw CheckpointError.File(package, $"a tokenizer of at most {Array.MaxLength} bytes", $"{file.Length}");
        return new(file.Name, $"{package}, {CheckpointError.Quote(file.Name)}", data.Slice(file.Offset, (int)file.Length).ToArray());
    }

    private static void RequireSize(ITokenizer tokenizer, DecoderSpec spec, string where)
    {
        if (tokenizer.VocabularySize > spec.VocabularySize)
            throw CheckpointError.File(where, $"a tokenizer of at most the model's {spec.VocabularySize} ids", $"{tokenizer.VocabularySize}");
    }
}
