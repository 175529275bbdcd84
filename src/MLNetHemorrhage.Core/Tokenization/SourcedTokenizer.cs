namespace MLNetHemorrhage.Tokenization;

/// <summary>A tokenizer that knows the files it was read from.</summary>
internal sealed class SourcedTokenizer(ITokenizer tokenizer, TokenizerSource source) : ITokenizer, IGgufTokenizer
{
    public TokenizerSource Source => source;

    public int VocabularySize => tokenizer.VocabularySize;

    public int? BeginId => tokenizer.BeginId;

    public int? EndId => tokenizer.EndId;

    public GgufVocabulary ToGguf(string where) => ((IGgufTokenizer)tokenizer).ToGguf(where);

    public int[] Encode(string text) => tokenizer.Encode(text);

    public string Decode(ReadOnlySpan<int> ids) => tokenizer.Decode(ids);
}
