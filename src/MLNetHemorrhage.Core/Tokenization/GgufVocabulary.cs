namespace MLNetHemorrhage.Tokenization;

/// <summary>A vocabulary in the form that GGUF files have for it.</summary>
/// <param name="Model">"llama" or "gpt2".</param>
/// <param name="Tokens">The token of every id, each a different text.</param>
/// <param name="Kinds">What each is for.</param>
internal sealed record GgufVocabulary(string Model, string[] Tokens, PieceKind[] Kinds)
{
    /// <summary>How the words of a byte-level vocabulary are found.</summary>
    public string? PreTokenizer { get; init; }

    /// <summary>The score of every piece; the highest is joined first.</summary>
    public float[]? Scores { get; init; }

    /// <summary>The merges of a byte-level vocabulary, best first: two tokens with a space between them.</summary>
    public string[]? Merges { get; init; }

    public int? BeginId { get; init; }

    public int? EndId { get; init; }

    public int? UnknownId { get; init; }

    /// <summary>Whether a space symbol is put in front of a text.</summary>
    public bool AddSpacePrefix { get; init; }

    public bool RemoveExtraSpaces { get; init; }

    /// <summary>The same for a model with more ids than the tokenizer: the others are not used.</summary>
    public GgufVocabulary PadTo(int count) => count <= Tokens.Length ? this : this with
    {
        Tokens = [.. Tokens, .. Enumerable.Range(Tokens.Length, count - Tokens.Length).Select(Padding)],
        Kinds = [.. Kinds, .. Enumerable.Repeat(PieceKind.Unused, count - Kinds.Length)],
        Scores = Scores is null ? null : [.. Scores, .. new float[count - Scores.Length]],
    };

    /// <summary>The text of an id without a token.</summary>
    public static string Padding(int id) => $"[PAD{id}]";
}
