using MLNetHemorrhage.Checkpoints.Gguf;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Checkpoints;

/// <summary>What a path has to offer: weights, a name, the tokenizer where it is in the same file, and the files that were read.</summary>
internal sealed record OpenedCheckpoint(DecoderModel Decoder, string Name, Func<ITokenizer>? Tokenizer, IReadOnlyList<string> Files)
{
    public static OpenedCheckpoint Open(string path, bool validateValues)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
        if (Directory.Exists(path))
        {
            var files = new DirectoryFiles(path);
            return new(HuggingFaceCheckpoint.Load(files, validateValues), name, null, files.Opened);
        }

        if (!File.Exists(path)) throw new HemorrhageException($"{path}: expected a model directory or file, found nothing there.");
        var bytes = MappedFile.Open(path);
        if (PackagePrefix.IsAt(bytes.Slice(0, (int)Math.Min(PackagePrefix.Length, bytes.Length))))
        {
            var package = PackageReader.Read(bytes, path);
            return new(package.Decoder, package.Name, () => package.Tokenizer, [path]);
        }
        if (GgufFile.IsAt(bytes))
        {
            var file = GgufFile.Parse(bytes, path);
            var decoder = GgufCheckpoint.Load(file, validateValues);
            return new(decoder, name, () => TokenizerFiles.Read(GgufVocabularyFile.Source(bytes, file), decoder.Spec.VocabularySize), [path]);
        }

        ForeignFormats.Reject(bytes, path);
        return new(Llama2cCheckpoint.Load(bytes, path, validateValues), name, null, [path]);
    }
}
