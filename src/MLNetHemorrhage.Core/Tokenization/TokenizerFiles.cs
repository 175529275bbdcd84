namespace MLNetHemorrhage.Tokenization;

/// <summary>Finds the tokenizer file of a model and picks its reader.</summary>
internal static class TokenizerFiles
{
    /// <summary>The tokenizer file that a path means: itself, the best in the directory, or the one beside a llama2.c model.</summary>
    public static string Find(string path, int vocabularySize)
    {
        if (Directory.Exists(path)) return InDirectory(path, vocabularySize);
        if (!File.Exists(path)) throw new HemorrhageException($"{path}: no such file or directory.");
        return IsModel(path) ? InDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!, vocabularySize) : path;
    }

    /// <summary>Reads a tokenizer file of any known kind.</summary>
    public static ITokenizer Read(string path, int vocabularySize)
    {
        try
        {
            return LlamaBinReader.Read(File.ReadAllBytes(path), vocabularySize, path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new HemorrhageException($"{path}: the tokenizer cannot be read: {e.Message}", e);
        }
    }

    private static bool IsModel(string path) =>
        path.EndsWith(".bin", StringComparison.OrdinalIgnoreCase) && !Path.GetFileName(path).StartsWith("tok", StringComparison.OrdinalIgnoreCase);

    private static string InDirectory(string directory, int vocabularySize)
    {
        string[] names = [$"tok{vocabularySize}.bin", "tokenizer.bin"];
        var found = names.Select(name => Path.Combine(directory, name)).FirstOrDefault(File.Exists)
            ?? Directory.EnumerateFiles(directory, "tok*.bin").Order(StringComparer.Ordinal).FirstOrDefault();
        return found ?? throw new HemorrhageException($"{directory}: no tokenizer found; expected {string.Join(", ", names)}.");
    }
}
