namespace MLNetHemorrhage.Tokenization;

/// <summary>Reads tokenizers from files and from memory.</summary>
public static class Tokenizers
{
    /// <summary>Loads the tokenizer of a model.</summary>
    /// <param name="path">
    /// A tokenizer file (tokenizer.bin or tok512.bin of llama2.c), a directory that holds one, or a llama2.c model beside which one lies.
    /// </param>
    /// <param name="vocabularySize">Number of ids of the model.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="HemorrhageException">There is none, it is damaged, or it has other ids than the model.</exception>
    public static ITokenizer Load(string path, int vocabularySize)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        return TokenizerFiles.Read(TokenizerFiles.Find(path, vocabularySize), vocabularySize);
    }

    /// <summary>Reads a tokenizer.json that is already in memory.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="HemorrhageException">The file is damaged, or needs something that is not supported.</exception>
    public static ITokenizer FromTokenizerJson(ReadOnlySpan<byte> utf8, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return TokenizerJsonReader.Read(utf8, name, default);
    }
}
