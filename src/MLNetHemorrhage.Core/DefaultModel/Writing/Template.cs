using System.Text;

namespace MLNetHemorrhage.DefaultModel.Writing;

/// <summary>What the slots of a template stand for: {a.name} is a word of <see cref="A"/>, {x} is plain text.</summary>
internal readonly ref struct Slots
{
    public ISubject? A { get; init; }

    public ISubject? B { get; init; }

    public ISubject? C { get; init; }

    public string X { get; init; }

    public string Y { get; init; }

    public string Z { get; init; }
}

/// <summary>Fills sentence templates and mends the articles and capitals that depend on what was filled in.</summary>
internal static class Template
{
    /// <summary>Appends a filled template.</summary>
    /// <exception cref="ArgumentException">A slot is unknown.</exception>
    public static void Fill(StringBuilder text, string template, in Slots slots)
    {
        var start = text.Length;
        var at = 0;
        while (at < template.Length)
        {
            var open = template.IndexOf('{', at);
            if (open < 0) open = template.Length;
            text.Append(template, at, open - at);
            if (open == template.Length) break;
            var close = template.IndexOf('}', open);
            AppendWord(text, start, Word(template.AsSpan(open + 1, close - open - 1), slots));
            at = close + 1;
        }

        Capitalize(text, start);
    }

    private static string Word(ReadOnlySpan<char> slot, in Slots slots)
    {
        var word = slot switch
        {
            "x" => slots.X,
            "y" => slots.Y,
            "z" => slots.Z,
            _ when slot.StartsWith("a.") => slots.A?.Word(slot[2..]),
            _ when slot.StartsWith("b.") => slots.B?.Word(slot[2..]),
            _ when slot.StartsWith("c.") => slots.C?.Word(slot[2..]),
            _ => null,
        };
        return word ?? throw new ArgumentException($"Nothing fills the slot {{{slot}}}.");
    }

    /// <summary>"a" before a vowel becomes "an".</summary>
    private static void AppendWord(StringBuilder text, int start, string word)
    {
        var length = text.Length;
        var article = length >= start + 2 && text[length - 1] == ' ' && text[length - 2] is 'a' or 'A'
            && (length == start + 2 || text[length - 3] == ' ');
        if (article && word.Length > 0 && "aeiou".Contains(word[0], StringComparison.Ordinal)) text.Insert(length - 1, 'n');
        text.Append(word);
    }

    private static void Capitalize(StringBuilder text, int start)
    {
        var sentenceStarts = true;
        for (var i = start; i < text.Length; i++)
        {
            var character = text[i];
            if (sentenceStarts && char.IsAsciiLetterLower(character)) text[i] = char.ToUpperInvariant(character);
            if (char.IsAsciiLetter(character)) sentenceStarts = false;
            else if (character is '.' or '?' or '!' or '\n') sentenceStarts = true;
            else if (character == '"' && i > start && text[i - 1] != ' ') sentenceStarts = false;
        }
    }
}
