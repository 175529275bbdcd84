using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>How text becomes the words of a byte-level vocabulary.</summary>
internal sealed record ByteLevelRules
{
    /// <summary>Unicode normalization that comes first, or none.</summary>
    public NormalizationForm? Normalization { get; init; }

    /// <summary>Whether text that does not start with a space gets one.</summary>
    public bool AddPrefixSpace { get; init; }

    /// <summary>Applied one after the other, each to the words of the one before.</summary>
    public IReadOnlyList<TextSplitter> Splitters { get; init; } = [TextSplitter.Gpt2];

    /// <summary>Whether a word that is itself a token is that token, whatever the merges say.</summary>
    public bool WholeWordsFirst { get; init; }

    /// <summary>Tokens that mark structure and are no text.</summary>
    public IReadOnlyList<int> SpecialIds { get; init; } = [];

    /// <summary>Tokens found in the text before anything else happens to it.</summary>
    public IReadOnlyList<(string Text, int Id)> AddedTokens { get; init; } = [];
}
