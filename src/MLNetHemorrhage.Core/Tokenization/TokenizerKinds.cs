namespace MLNetHemorrhage.Tokenization;

/// <summary>The kinds of tokenizers that can be read and stored: one row for each.</summary>
internal static class TokenizerKinds
{
    public const string Json = "tokenizer.json", SentencePiece = "SentencePiece", Llama2c = "llama2.c", VocabularyAndMerges = "GPT-2", Gguf = "GGUF";

    public const string JsonFile = "tokenizer.json", SentencePieceFile = "tokenizer.model", Llama2cFile = "tokenizer.bin", GgufFile = "tokenizer.gguf";
    public const string VocabularyFile = "vocab.json", MergesFile = "merges.txt", Configuration = "tokenizer_config.json";

    private static readonly Dictionary<string, Row> Rows = new(StringComparer.Ordinal)
    {
        [Json] = new(ReadJson, JsonFile, Configuration),
        [SentencePiece] = new(ReadSentencePiece, SentencePieceFile),
        [Llama2c] = new(ReadLlama2c, Llama2cFile),
        [VocabularyAndMerges] = new(ReadVocabularyAndMerges, VocabularyFile, MergesFile, Configuration),
        [Gguf] = new(ReadGguf, GgufFile),
    };

    /// <summary>Reads a tokenizer that knows its source.</summary>
    /// <param name="source">The files.</param>
    /// <param name="vocabularySize">Number of ids; only the files of llama2.c must have exactly that many.</param>
    /// <exception cref="HemorrhageException">The kind is unknown, or a file is missing, damaged or none of that kind.</exception>
    public static SourcedTokenizer Read(TokenizerSource source, int vocabularySize)
    {
        if (!Rows.TryGetValue(source.Kind, out var row))
            throw new HemorrhageException($"{source.Location}: expected a tokenizer of the kinds {string.Join(", ", Rows.Keys)}, found another kind.");
        if (source.Files.Any(f => !row.Files.Contains(f.Name)) || source.Files.DistinctBy(f => f.Name).Count() != source.Files.Count)
            throw new HemorrhageException($"{source.Location}: expected only {string.Join(", ", row.Files)} as files of a {source.Kind} tokenizer, found others.");
        return new SourcedTokenizer(row.Read(source, vocabularySize), source);
    }

    private static ITokenizer ReadJson(TokenizerSource source, int vocabularySize)
    {
        var json = source.Required(JsonFile);
        return TokenizerJsonReader.Read(json.Bytes, json.Location, source.ReadNames());
    }

    private static ITokenizer ReadSentencePiece(TokenizerSource source, int vocabularySize)
    {
        var model = source.Required(SentencePieceFile);
        return SentencePieceReader.Read(model.Bytes, model.Location);
    }

    private static ITokenizer ReadLlama2c(TokenizerSource source, int vocabularySize)
    {
        var pieces = source.Required(Llama2cFile);
        return LlamaBinReader.Read(pieces.Bytes, vocabularySize, pieces.Location);
    }

    private static ITokenizer ReadVocabularyAndMerges(TokenizerSource source, int vocabularySize)
    {
        TokenizerFile vocabulary = source.Required(VocabularyFile), merges = source.Required(MergesFile);
        return VocabularyMergesReader.Read(vocabulary.Bytes, vocabulary.Location, merges.Bytes, merges.Location, source.ReadNames());
    }

    private static ITokenizer ReadGguf(TokenizerSource source, int vocabularySize)
    {
        var vocabulary = source.Required(GgufFile);
        return GgufVocabularyReader.Read(vocabulary.Bytes, vocabulary.Location);
    }

    private sealed record Row(Func<TokenizerSource, int, ITokenizer> Read, params string[] Files);
}
