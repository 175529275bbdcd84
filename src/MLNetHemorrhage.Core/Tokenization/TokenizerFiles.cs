using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Gguf;
using static MLNetHemorrhage.Tokenization.TokenizerKinds;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Finds the tokenizer files of a model and what kind they are.</summary>
internal static class TokenizerFiles
{
    /// <summary>Finds and reads the tokenizer of a model.</summary>
    /// <exception cref="HemorrhageException">There is none, it is damaged, or has ids that the model lacks.</exception>
    public static SourcedTokenizer Load(string path, int vocabularySize) => Read(Find(path, vocabularySize), vocabularySize);

    /// <summary>The tokenizer file that a path means: itself, the best in the directory, or the one beside a llama2.c model.</summary>
    private static string Find(string path, int vocabularySize)
    {
        if (Directory.Exists(path)) return InDirectory(path, [JsonFile, SentencePieceFile, VocabularyFile, TokenizerKinds.GgufFile, $"tok{vocabularySize}.bin", Llama2cFile]);
        if (!File.Exists(path)) throw new HemorrhageException($"{path}: no such file or directory.");
        var model = HasExtension(path, ".bin") && !Path.GetFileName(path).StartsWith("tok", StringComparison.OrdinalIgnoreCase);
        return model ? InDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, [$"tok{vocabularySize}.bin", Llama2cFile, JsonFile, SentencePieceFile]) : path;
    }

    /// <summary>Reads a tokenizer file of any known kind, with the files beside it that belong to it.</summary>
    private static SourcedTokenizer Read(string path, int vocabularySize)
    {
        try
        {
            return Read(Source(path), vocabularySize);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{path}: the tokenizer cannot be read: {e.Message}", e);
        }
    }

    /// <summary>Reads a tokenizer for a model with that many ids.</summary>
    /// <exception cref="HemorrhageException">It is damaged, or has ids that the model lacks.</exception>
    public static SourcedTokenizer Read(TokenizerSource source, int vocabularySize)
    {
        var tokenizer = TokenizerKinds.Read(source, vocabularySize);
        // Models may have more ids than their tokenizer: rows are added to round a matrix up.
        return tokenizer.VocabularySize <= vocabularySize
            ? tokenizer
            : throw new HemorrhageException($"{source.Location}: the model has {vocabularySize} ids, the tokenizer {tokenizer.VocabularySize}.");
    }

    private static TokenizerSource Source(string path)
    {
        if (HasExtension(path, ".bin")) return new(Llama2c, path, [Load(Llama2cFile, path)]);
        if (HasExtension(path, ".gguf")) return GgufVocabularyFile.Source(MappedFile.Open(path), path);
        if (HasExtension(path, ".model")) return new(SentencePiece, path, [Load(SentencePieceFile, path)]);
        if (Path.GetFileName(path) is VocabularyFile or MergesFile)
        {
            foreach (var file in new[] { VocabularyFile, MergesFile })
            {
                if (!File.Exists(Beside(path, file))) throw new HemorrhageException($"{path}: expected {VocabularyFile} and {MergesFile} in one directory, found no {file}.");
            }

            return new(VocabularyAndMerges, path, [Load(VocabularyFile, Beside(path, VocabularyFile)), Load(MergesFile, Beside(path, MergesFile)), .. LoadConfiguration(path)]);
        }

        if (HasExtension(path, ".json")) return new(Json, path, [Load(JsonFile, path), .. LoadConfiguration(path)]);
        throw new HemorrhageException($"{path}: expected a tokenizer ({JsonFile}, {SentencePieceFile}, {VocabularyFile}, *.gguf or *.bin of llama2.c), found another kind of file.");
    }

    private static TokenizerFile[] LoadConfiguration(string path) =>
        File.Exists(Beside(path, Configuration)) ? [Load(Configuration, Beside(path, Configuration))] : [];

    private static TokenizerFile Load(string name, string path) => new(name, path, File.ReadAllBytes(path));

    private static string InDirectory(string directory, string[] names) =>
        names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists)
        ?? Directory.EnumerateFiles(directory, "tok*.bin").Order(StringComparer.Ordinal).FirstOrDefault()
        ?? throw new HemorrhageException($"{directory}: expected a tokenizer ({string.Join(", ", names)}), found none.");

    private static string Beside(string path, string name) => Path.Combine(Path.GetDirectoryName(path)!, name);

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
