namespace MLNetHemorrhage.Tokenization;

/// <summary>
/// Reads tokenizers from files and from memory: byte-level BPE (tokenizer.json, vocab.json with merges.txt) and BPE in the manner
/// of SentencePiece (tokenizer.model, tokenizer.json, the .bin files of llama2.c).
/// </summary>
public static class Tokenizers
{
    /// <summary>Loads the tokenizer of a model.</summary>
    /// <param name="path">
    /// A tokenizer file; a directory that holds one, where tokenizer.json comes before tokenizer.model, vocab.json with merges.txt
    /// and tokenizer.bin; or a llama2.c model (.bin) beside which one lies, such as tok512.bin for 512 ids.
    /// </param>
    /// <param name="vocabularySize">Number of ids of the model; the tokenizer may have fewer, except in the files of llama2.c.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="HemorrhageException">There is none, it is damaged, it needs something that is not supported, or it has ids that the model lacks.</exception>
    public static ITokenizer Load(string path, int vocabularySize)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentOutOfRangeException.ThrowIfLessThan(vocabularySize, 1);
        return TokenizerFiles.Load(path, vocabularySize);
    }

    /// <summary>Reads a tokenizer.json that is already in memory.</summary>
    /// <param name="utf8">The file.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <returns>The tokenizer.</returns>
    /// <exception cref="HemorrhageException">The file is damaged, or needs something that is not supported.</exception>
    public static ITokenizer FromTokenizerJson(ReadOnlySpan<byte> utf8, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return TokenizerKinds.Read(new(TokenizerKinds.Json, name, [new(TokenizerKinds.JsonFile, name, utf8.ToArray())]), int.MaxValue);
    }
}
