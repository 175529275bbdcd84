namespace MLNetHemorrhage.Tokenization;

/// <summary>The begin and end tokens as tokenizer_config.json names them.</summary>
internal readonly record struct SpecialTokenNames(SpecialTokenName Begin, SpecialTokenName End)
{
    /// <summary>Reads tokenizer_config.json.</summary>
    /// <exception cref="HemorrhageException">The file is damaged.</exception>
    public static SpecialTokenNames Read(ReadOnlySpan<byte> utf8, string name)
    {
        var root = LocatedJson.Parse(utf8, name);
        return new(ReadName(root, "bos_token"), ReadName(root, "eos_token"));
    }

    private static SpecialTokenName ReadName(LocatedJson root, string member)
    {
        var token = root.Optional(member);
        if (token.IsNull) return new(null, root.Has(member));
        return new(token.IsText ? token.Text() : token.Member("content").Text(), Known: true);
    }
}

/// <summary>A special token as a file names it; known and null means that the file says there is none.</summary>
internal readonly record struct SpecialTokenName(string? Text, bool Known)
{
    /// <exception cref="HemorrhageException">The token is not in the vocabulary.</exception>
    public int? Resolve(Func<string, int?> find, string vocabulary)
    {
        if (Text is null) return null;
        return find(Text) ?? throw new HemorrhageException($"{vocabulary}: the special token \"{Text}\" that tokenizer_config.json names is not in the vocabulary.");
    }
}
