namespace MLNetHemorrhage.Tokenization;

/// <summary>The "model" and "added_tokens" of a tokenizer.json: a vocabulary with merges.</summary>
internal sealed class TokenizerJsonModel
{
    private readonly TokenIds _ids = new();

    /// <exception cref="HemorrhageException">Something is missing, of a wrong type, or not supported.</exception>
    public TokenizerJsonModel(LocatedJson root, string name)
    {
        var model = root.Member("model");
        var type = model.Optional("type");
        if (!type.IsNull && type.Text() != "BPE") throw new HemorrhageException($"{type.Where} expected BPE, found {type.Text()}, which is not supported.");
        RefuseText(model, "continuing_subword_prefix");
        RefuseText(model, "end_of_word_suffix");
        ByteFallback = model.Flag("byte_fallback", absent: false);
        FuseUnknown = model.Flag("fuse_unk", absent: false);
        IgnoreMerges = model.Flag("ignore_merges", absent: false);

        foreach (var (text, id) in model.Member("vocab").Members()) _ids.Add(text, id);
        var added = root.Optional("added_tokens");
        AddedTokens = added.IsNull ? [] : [.. added.Items().Select(ReadAddedToken)];
        Tokens = _ids.ToArray(name);

        var unknown = model.Optional("unk_token");
        if (!unknown.IsNull) UnknownId = Find(unknown.Text()) ?? throw new HemorrhageException($"{unknown.Where} \"{unknown.Text()}\" is not in the vocabulary.");
        Merges = [.. model.Member("merges").Items().Select(ReadMerge)];
    }

    /// <summary>The token of each id; null where an id is not used.</summary>
    public string?[] Tokens { get; }

    public IReadOnlyList<AddedToken> AddedTokens { get; }

    public IReadOnlyList<(string Left, string Right)> Merges { get; }

    public int? UnknownId { get; }

    public bool ByteFallback { get; }

    public bool FuseUnknown { get; }

    public bool IgnoreMerges { get; }

    public int? Find(string token) => _ids.Find(token);

    private AddedToken ReadAddedToken(LocatedJson token)
    {
        var text = token.Member("content").Text();
        var special = token.Flag("special", absent: false);
        foreach (var flag in new[] { "single_word", "lstrip", "rstrip" })
        {
            if (!special && token.Flag(flag, absent: false)) throw new HemorrhageException($"{token.Where} \"{text}\": {flag} is not supported.");
        }

        return new(text, _ids.Add(text, token.Member("id")), special);
    }

    private static (string Left, string Right) ReadMerge(LocatedJson merge)
    {
        string[] parts = merge.IsText ? merge.Text().Split(' ') : [.. merge.Items().Select(part => part.Text())];
        return parts.Length == 2 ? (parts[0], parts[1]) : throw new HemorrhageException($"{merge.Where} expected two tokens, found {parts.Length}.");
    }

    private static void RefuseText(LocatedJson model, string name)
    {
        var member = model.Optional(name);
        if (!member.IsNull && member.Text().Length > 0) throw new HemorrhageException($"{member.Where} \"{member.Text()}\" is not supported.");
    }
}
