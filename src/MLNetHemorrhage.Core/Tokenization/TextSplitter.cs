using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Cuts text into words before merging: every match of a pattern is a word, and so is every stretch between matches.</summary>
internal sealed partial class TextSplitter(Regex pattern)
{
    /// <summary>The longest time that a pattern from a file may take.</summary>
    public static readonly TimeSpan MatchLimit = TimeSpan.FromMinutes(1);

    /// <summary>The words of GPT-2 (Radford et al., 2019).</summary>
    public static TextSplitter Gpt2 { get; } = new(Gpt2Pattern());

    /// <summary>A character of each general category, in the order of <see cref="UnicodeCategory"/>, that no pattern is likely to name; U+FFFD for surrogates.</summary>
    internal const string Representatives =
        "\u03A9\u03C9\u01C5\u02B0\u01BB\u05BD\u0903\u20DD\u0663\u2163\u00B2\u2002\u2028\u2029\u0085\u200C\uFFFD\uE000\u203F\u2014\u3008\u3009\u00AB\u00BB\u2021\u2206\u00A4\u02DC\u2122\u0378";

    /// <summary>The pattern's text.</summary>
    public string Pattern => pattern.ToString();

    /// <summary>Receives a word.</summary>
    public delegate void WordAction(ReadOnlySpan<char> word);

    /// <summary>Calls <paramref name="action"/> for each word, in order.</summary>
    /// <exception cref="HemorrhageException">The pattern takes too long on this text.</exception>
    public void Split(ReadOnlySpan<char> text, WordAction action)
    {
        // Patterns mean characters, .NET's mean UTF-16 units: a stand-in of the same category takes the place of each pair.
        var positions = text.IndexOfAnyInRange('\uD800', '\uDFFF') >= 0 ? UnitPositions(text) : null;
        var units = positions is null ? text : StandIns(text);
        var start = 0;
        try
        {
            foreach (var match in pattern.EnumerateMatches(units))
            {
                if (match.Length == 0) continue;
                if (start < match.Index) action(Units(text, positions, start, match.Index));
                start = match.Index + match.Length;
                action(Units(text, positions, match.Index, start));
            }
        }
        catch (RegexMatchTimeoutException e)
        {
            throw new HemorrhageException($"The tokenizer's pattern takes longer than {e.MatchTimeout.TotalSeconds:F0} s to split {text.Length} characters of text.", e);
        }

        if (start < units.Length) action(Units(text, positions, start, units.Length));
    }

    private static ReadOnlySpan<char> Units(ReadOnlySpan<char> text, int[]? positions, int from, int to) =>
        positions is null ? text[from..to] : text[positions[from]..positions[to]];

    private static int[] UnitPositions(ReadOnlySpan<char> text)
    {
        var positions = new List<int>(text.Length + 1);
        var at = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            positions.Add(at);
            at += rune.Utf16SequenceLength;
        }

        positions.Add(at);
        return [.. positions];
    }

    private static string StandIns(ReadOnlySpan<char> text)
    {
        var units = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes()) units.Append(rune.IsBmp ? (char)rune.Value : Representatives[(int)Rune.GetUnicodeCategory(rune)]);
        return units.ToString();
    }

    [GeneratedRegex(@"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+", RegexOptions.CultureInvariant)]
    private static partial Regex Gpt2Pattern();
}
