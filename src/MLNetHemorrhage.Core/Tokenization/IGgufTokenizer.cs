namespace MLNetHemorrhage.Tokenization;

/// <summary>A tokenizer that may be written to a GGUF file.</summary>
internal interface IGgufTokenizer
{
    /// <summary>Its vocabulary.</summary>
    /// <exception cref="HemorrhageException">It does something that GGUF files have no words for.</exception>
    GgufVocabulary ToGguf(string where);
}
