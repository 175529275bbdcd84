namespace MLNetHemorrhage.Tokenization;

/// <summary>Finds the tokenizer file of a model and picks its reader.</summary>
internal static class TokenizerFiles
{
    private const string Json = "tokenizer.json", SentencePiece = "tokenizer.model", Vocabulary = "vocab.json", Merges = "merges.txt";
    private const string LlamaBin = "tokenizer.bin", Configuration = "tokenizer_config.json";

    /// <summary>The tokenizer file that a path means: itself, the best in the directory, or the one beside a llama2.c model.</summary>
    /// <exception cref="HemorrhageException">There is none.</exception>
    public static string Find(string path, int vocabularySize)
    {
        if (Directory.Exists(path)) return InDirectory(path, [Json, SentencePiece, Vocabulary, $"tok{vocabularySize}.bin", LlamaBin]);
        if (!File.Exists(path)) throw new HemorrhageException($"{path}: no such file or directory.");
        var model = HasExtension(path, ".bin") && !Path.GetFileName(path).StartsWith("tok", StringComparison.OrdinalIgnoreCase);
        return model ? InDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, [$"tok{vocabularySize}.bin", LlamaBin, Json, SentencePiece]) : path;
    }

    /// <summary>Reads a tokenizer file of any known kind, with the files beside it that belong to it.</summary>
    /// <exception cref="HemorrhageException">The file is damaged, or has ids that the model lacks.</exception>
    public static ITokenizer Read(string path, int vocabularySize)
    {
        try
        {
            var tokenizer = ReadAnySize(path, vocabularySize);
            // Models may have more ids than their tokenizer: rows are added to round a matrix up.
            return tokenizer.VocabularySize <= vocabularySize
                ? tokenizer
                : throw new HemorrhageException($"{path}: the model has {vocabularySize} ids, the tokenizer {tokenizer.VocabularySize}.");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{path}: the tokenizer cannot be read: {e.Message}", e);
        }
    }

    private static ITokenizer ReadAnySize(string path, int vocabularySize)
    {
        if (HasExtension(path, ".bin")) return LlamaBinReader.Read(File.ReadAllBytes(path), vocabularySize, path);
        if (HasExtension(path, ".model")) return SentencePieceReader.Read(File.ReadAllBytes(path), path);
        var name = Path.GetFileName(path);
        if (name is Vocabulary or Merges)
        {
            var (vocabulary, merges) = (Beside(path, Vocabulary), Beside(path, Merges));
            foreach (var file in new[] { vocabulary, merges })
            {
                if (!File.Exists(file)) throw new HemorrhageException($"{path}: expected {Vocabulary} and {Merges} in one directory, found no {Path.GetFileName(file)}.");
            }

            return VocabularyMergesReader.Read(File.ReadAllBytes(vocabulary), vocabulary, File.ReadAllBytes(merges), merges, ReadNames(path));
        }

        if (HasExtension(path, ".json")) return TokenizerJsonReader.Read(File.ReadAllBytes(path), path, ReadNames(path));
        throw new HemorrhageException($"{path}: expected a tokenizer ({Json}, {SentencePiece}, {Vocabulary} or *.bin of llama2.c), found another kind of file.");
    }

    private static SpecialTokenNames ReadNames(string path)
    {
        var configuration = Beside(path, Configuration);
        return File.Exists(configuration) ? SpecialTokenNames.Read(File.ReadAllBytes(configuration), configuration) : default;
    }

    private static string InDirectory(string directory, string[] names) =>
        names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists)
        ?? Directory.EnumerateFiles(directory, "tok*.bin").Order(StringComparer.Ordinal).FirstOrDefault()
        ?? throw new HemorrhageException($"{directory}: expected a tokenizer ({string.Join(", ", names)}), found none.");

    private static string Beside(string path, string name) => Path.Combine(Path.GetDirectoryName(path)!, name);

    private static bool HasExtension(string path, string extension) => path.EndsWith(extension, StringComparison.OrdinalIgnoreCase);
}
