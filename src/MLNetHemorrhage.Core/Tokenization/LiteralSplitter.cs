namespace MLNetHemorrhage.Tokenization;

/// <summary>Finds pieces that are tokens as they stand (added tokens, user-defined pieces): the leftmost, and there the longest.</summary>
internal sealed class LiteralSplitter
{
    private readonly Dictionary<char, (string Text, int Id)[]> _byFirst;
    private readonly System.Buffers.SearchValues<char> _first;

    public LiteralSplitter(IEnumerable<(string Text, int Id)> literals)
    {
        _byFirst = literals.Where(l => l.Text.Length > 0)
            .GroupBy(l => l.Text[0])
            .ToDictionary(g => g.Key, g => g.OrderByDescending(l => l.Text.Length).ToArray());
        _first = System.Buffers.SearchValues.Create(_byFirst.Keys.ToArray());
    }

    /// <summary>Calls <paramref name="ordinary"/> for each stretch without literals and <paramref name="literal"/> for each literal, in order.</summary>
    public void Split(string text, Action<string> ordinary, Action<int> literal)
    {
        var start = 0;
        var position = 0;
        while (_byFirst.Count > 0 && position < text.Length)
        {
            var offset = text.AsSpan(position).IndexOfAny(_first);
            if (offset < 0) break;
            position += offset;
            var found = Array.Find(_byFirst[text[position]], l => text.AsSpan(position).StartsWith(l.Text, StringComparison.Ordinal));
            if (found.Text is null)
            {
                position++;
                continue;
            }

            if (position > start) ordinary(text[start..position]);
            literal(found.Id);
            position += found.Text.Length;
            start = position;
        }

        if (start < text.Length) ordinary(start == 0 ? text : text[start..]);
    }
}
