namespace MLNetHemorrhage.Tokenization;

/// <summary>The metadata keys of a vocabulary in a GGUF file, and the names of its kinds.</summary>
internal static class GgufVocabularyKeys
{
    public const string Pieces = "llama", ByteLevel = "gpt2";

    public const string Model = "tokenizer.ggml.model", PreTokenizer = "tokenizer.ggml.pre";
    public const string Tokens = "tokenizer.ggml.tokens", Scores = "tokenizer.ggml.scores", Types = "tokenizer.ggml.token_type", Merges = "tokenizer.ggml.merges";
    public const string Begin = "tokenizer.ggml.bos_token_id", End = "tokenizer.ggml.eos_token_id", Unknown = "tokenizer.ggml.unknown_token_id";
    public const string AddBegin = "tokenizer.ggml.add_bos_token", AddEnd = "tokenizer.ggml.add_eos_token";
    public const string AddSpacePrefix = "tokenizer.ggml.add_space_prefix", RemoveExtraSpaces = "tokenizer.ggml.remove_extra_whitespaces";
}
