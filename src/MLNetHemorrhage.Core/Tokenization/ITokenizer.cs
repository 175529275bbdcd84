namespace MLNetHemorrhage.Tokenization;

/// <summary>Text to token ids and back. Thread-safe.</summary>
public interface ITokenizer
{
    /// <summary>Number of ids.</summary>
    int VocabularySize { get; }

    /// <summary>Beginning-of-sequence id, or null where the vocabulary has none.</summary>
    int? BeginId { get; }

    /// <summary>End-of-sequence id, or null where the vocabulary has none.</summary>
    int? EndId { get; }

    /// <summary>Encodes text; no begin or end id is added, the text of special tokens is ordinary text.</summary>
    /// <param name="text">The text.</param>
    /// <returns>Token ids.</returns>
    int[] Encode(string text);

    /// <summary>Decodes ids; begin and end ids give nothing.</summary>
    /// <param name="ids">Token ids.</param>
    /// <returns>The text; bytes that are not UTF-8 become U+FFFD.</returns>
    string Decode(ReadOnlySpan<int> ids);
}
