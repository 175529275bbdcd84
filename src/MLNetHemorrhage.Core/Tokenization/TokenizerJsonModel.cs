namespace MLNetHemorrhage.Tokenization;

/// <summary>The "model" and "added_tokens" of a tokenizer.json: a vocabulary with merges.</summary>
internal sealed class TokenizerJsonModel
{
    /// <summary>More ids than any vocabulary has; above it a file is damaged.</summary>
    private const int LargestId = 1 << 24;

    private readonly Dictionary<string, int> _ids = new(StringComparer.Ordinal);

    /// <exception cref="HemorrhageException">Something is missing, of a wrong type, or not supported.</exception>
    public TokenizerJsonModel(JsonNode root)
    {
        var model = root.Member("model");
        var type = model.Optional("type");
        if (!type.IsNull && type.Text() != "BPE") throw new HemorrhageException($"{type.Where} expected BPE, found {type.Text()}, which is not supported.");
        RefuseText(model, "continuing_subword_prefix");
        RefuseText(model, "end_of_word_suffix");
        if (!model.Optional("dropout").IsNull) throw new HemorrhageException($"{model.Where} dropout is not supported.");
        ByteFallback = model.Flag("byte_fallback", absent: false);
        FuseUnknown = model.Flag("fuse_unk", absent: false);
        IgnoreMerges = model.Flag("ignore_merges", absent: false);

        foreach (var (text, id) in model.Member("vocab").Members()) Add(text, id);
        var trained = _ids.Count;
        var added = root.Optional("added_tokens");
        AddedTokens = added.IsNull ? [] : [.. added.Items().Select(ReadAddedToken)];
        if (trained == 0) throw new HemorrhageException($"{model.Where} the vocabulary is empty.");
        Tokens = new string?[_ids.Values.Max() + 1];
        foreach (var (text, id) in _ids)
        {
            if (Tokens[id] is { } other) throw new HemorrhageException($"{model.Where} id {id} belongs to both \"{other}\" and \"{text}\".");
            Tokens[id] = text;
        }

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

    public int? Find(string token) => _ids.TryGetValue(token, out var id) ? id : null;

    private void Add(string text, JsonNode id)
    {
        var value = id.Integer();
        if (value is < 0 or > LargestId) throw new HemorrhageException($"{id.Where} expected an id from 0 to {LargestId}, found {value}.");
        if (!_ids.TryAdd(text, value) && _ids[text] != value) throw new HemorrhageException($"{id.Where} \"{text}\" has the ids {_ids[text]} and {value}.");
    }

    private AddedToken ReadAddedToken(JsonNode token)
    {
        var text = token.Member("content").Text();
        var special = token.Flag("special", absent: false);
        foreach (var flag in new[] { "single_word", "lstrip", "rstrip" })
        {
            if (!special && token.Flag(flag, absent: false)) throw new HemorrhageException($"{token.Where} \"{text}\": {flag} is not supported.");
        }

        Add(text, token.Member("id"));
        return new(text, _ids[text], special);
    }

    private static (string Left, string Right) ReadMerge(JsonNode merge)
    {
        string[] parts = merge.IsText ? merge.Text().Split(' ') : [.. merge.Items().Select(part => part.Text())];
        return parts.Length == 2 ? (parts[0], parts[1]) : throw new HemorrhageException($"{merge.Where} expected two tokens, found {parts.Length}.");
    }

    private static void RefuseText(JsonNode model, string name)
    {
        var member = model.Optional(name);
        if (!member.IsNull && member.Text().Length > 0) throw new HemorrhageException($"{member.Where} \"{member.Text()}\" is not supported.");
    }
}
