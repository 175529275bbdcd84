namespace MLNetHemorrhage.Modifications;

/// <summary>
/// Reads the text form of recipes by recursive descent; every error names the position, what was found and what exists.
/// With a list for <paramref name="open"/> parameters, <c>*</c> may stand for a strength.
/// </summary>
internal sealed class RecipeParser(string text, List<OpenParameter>? open = null)
{
    private const int LongestQuote = 40;

    private int _position;

    public List<Modification> Parse()
    {
        var steps = new List<Modification>();
        do steps.Add(ReadStep(steps.Count));
        while (Accept('+'));
        if (_position < text.Length) throw Unexpected("\"+\" and a step, or the end");
        return steps;
    }

    private Modification ReadStep(int index)
    {
        int start = SkipSpace();
        string verb = ReadWord("a step such as prune(wanda, sparsity=0.5)");
        var methods = ModificationMethods.All.Where(m => m.Kind.Verb() == verb).ToArray();
        if (methods.Length == 0) throw UnknownVerb(start, verb);
        Expect('(');
        start = SkipSpace();
        string name = ReadWord("a method");
        var method = Array.Find(methods, m => m.Name == name)
            ?? throw Error(start, $"{verb}: unknown method \"{Quote(name)}\"; known: {string.Join(", ", methods.Select(m => m.Name))}");
        return ReadParameters(method.Default, index);
    }

    private Modification ReadParameters(Modification step, int index)
    {
        var seen = new HashSet<string>();
        while (Accept(','))
        {
            int start = SkipSpace();
            string name = ReadWord("a parameter name");
            if (!seen.Add(name)) throw Error(start, $"{step.Method.Title}: {Quote(name)} is given twice");
            Expect('=');
            SkipSpace();
            if (open is not null && Accept('*'))
            {
                open.Add(new(index, Strength(step.Method, name, start), start));
                continue;
            }
            string value = ReadWhile(c => char.IsAsciiLetterOrDigit(c) || "._:+-".Contains(c), "a value");
            try
            {
                step = step.Method.With(step, name, value);
            }
            catch (HemorrhageException e)
            {
                throw new HemorrhageException(At(start, e.Message), e);
            }
        }
        if (!Accept(')')) throw Unexpected("\",\" or \")\"");
        step.CheckGiven(seen);
        return step;
    }

    private static ModificationParameter Strength(ModificationMethod method, string name, int position)
    {
        var strengths = method.Parameters.Where(p => p.IsStrength).ToArray();
        return Array.Find(strengths, p => p.Name == name)
            ?? throw Error(position, $"{method.Title}: * stands for a strength ({string.Join(", ", strengths.Select(p => p.Name))}), found {Quote(name)}=*");
    }

    private static HemorrhageException Error(int position, string message) => new(At(position, message));

    private static string At(int position, string message) => $"recipe, position {position + 1}: {message}";

    private static HemorrhageException UnknownVerb(int position, string verb)
    {
        string available = string.Join(", ", ModificationMethods.All.Select(m => m.Kind.Verb()).Distinct());
        return Error(position, RecipeWords.Find<ModificationKind>(verb) is not null
            ? $"{verb} is not available in this version; available: {available}"
            : $"unknown step \"{Quote(verb)}\"; available: {available}");
    }

    private HemorrhageException Unexpected(string expected)
    {
        string found = _position == text.Length ? "the end"
            : char.IsControl(text[_position]) ? $"the control character U+{(int)text[_position]:X4}"
            : $"\"{text[_position]}\"";
        return Error(_position, $"expected {expected}, found {found}");
    }

    private static string Quote(string found) => found.Length <= LongestQuote ? found : found[..LongestQuote] + "…";

    private string ReadWord(string expected) => ReadWhile(char.IsAsciiLetterOrDigit, expected);

    private string ReadWhile(Predicate<char> belongs, string expected)
    {
        int start = _position;
        while (_position < text.Length && belongs(text[_position])) _position++;
        return _position > start ? text[start.._position] : throw Unexpected(expected);
    }

    private void Expect(char c)
    {
        if (!Accept(c)) throw Unexpected($"\"{c}\"");
    }

    private bool Accept(char c)
    {
        SkipSpace();
        if (_position == text.Length || text[_position] != c) return false;
        _position++;
        SkipSpace();
        return true;
    }

    private int SkipSpace()
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position])) _position++;
        return _position;
    }
}
