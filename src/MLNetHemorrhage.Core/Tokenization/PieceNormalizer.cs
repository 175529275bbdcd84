using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Prepares text for pieces: spaces become U+2581, one more may be put in front, extra ones may go.</summary>
internal static class PieceNormalizer
{
    public static string Normalize(string text, PieceRules rules, bool first)
    {
        if (rules.RemoveExtraSpaces) text = RemoveExtraSpaces(text);
        if (text.Length == 0) return text;
        text = text.Replace(' ', PieceVocabulary.SpaceSymbol);
        var prefix = rules.Prefix switch
        {
            PrefixRule.Always => true,
            PrefixRule.UnlessPresent => text[0] != PieceVocabulary.SpaceSymbol,
            _ => false,
        };
        return prefix && (first || !rules.PrefixFirstOnly) ? PieceVocabulary.SpaceSymbol + text : text;
    }

    private static string RemoveExtraSpaces(string text)
    {
        var result = new StringBuilder(text.Length);
        foreach (var character in text.AsSpan().Trim(' '))
        {
            if (character != ' ' || result[^1] != ' ') result.Append(character);
        }

        return result.ToString();
    }
}
