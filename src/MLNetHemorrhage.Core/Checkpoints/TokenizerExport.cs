using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>Puts the files that a tokenizer was read from into a model's directory.</summary>
internal static class TokenizerExport
{
    public static void Save(ITokenizer tokenizer, string directory)
    {
        var source = (tokenizer as SourcedTokenizer)?.Source
            ?? throw CheckpointError.File(directory, "a tokenizer that this library read from files", $"{tokenizer.GetType().Name}, which cannot be written");
        FileReplacement.Write([.. source.Files.Select(f => (Path.Combine(directory, f.Name), (Action<Stream>)(stream => stream.Write(f.Bytes))))]);
    }
}
