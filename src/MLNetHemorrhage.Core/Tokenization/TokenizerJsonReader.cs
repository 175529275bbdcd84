namespace MLNetHemorrhage.Tokenization;

/// <summary>Reads tokenizer.json files with a BPE model, byte-level or converted from SentencePiece.</summary>
internal static class TokenizerJsonReader
{
    /// <param name="utf8">The file.</param>
    /// <param name="name">Its name, for errors.</param>
    /// <param name="names">The begin and end tokens that other files name.</param>
    /// <exception cref="HemorrhageException">The file is damaged, or needs something that is not supported.</exception>
    public static ITokenizer Read(ReadOnlySpan<byte> utf8, string name, SpecialTokenNames names)
    {
        var root = LocatedJson.Parse(utf8, name);
        var model = new TokenizerJsonModel(root, name);
        var begin = names.Begin.Resolve(model.Find, name) ?? TemplateBegin(root, model) ?? (names.Begin.Known ? null : SpecialTokens.Begin(model.Find));
        var end = names.End.Resolve(model.Find, name) ?? (names.End.Known ? null : SpecialTokens.End(model.Find));
        return IsByteLevel(root) ? ByteLevel(root, model, begin, end, name) : Pieces(root, model, begin, end, name);
    }

    private static bool IsByteLevel(LocatedJson root) =>
        JsonComponents.Flatten(root.Optional("pre_tokenizer"), "pretokenizers")
            .Concat(JsonComponents.Flatten(root.Optional("decoder"), "decoders"))
            .Any(component => JsonComponents.TypeOf(component) == "ByteLevel");

    private static ByteLevelTokenizer ByteLevel(LocatedJson root, TokenizerJsonModel model, int? begin, int? end, string name)
    {
        var vocabulary = new ByteLevelVocabulary(model.Tokens, model.AddedTokens, model.UnknownId, name);
        return new(vocabulary, TokenMerges.Read(model.Merges, model.Find, name), TokenizerJsonByteLevel.ReadRules(root, model), begin, end);
    }

    private static PieceTokenizer Pieces(LocatedJson root, TokenizerJsonModel model, int? begin, int? end, string name)
    {
        var texts = Array.ConvertAll(model.Tokens, text => text ?? string.Empty);
        var kinds = Array.ConvertAll(texts, text => PieceVocabulary.ByteOf(text) is null ? PieceKind.Normal : PieceKind.Byte);
        foreach (var token in model.AddedTokens) kinds[token.Id] = token.Special ? PieceKind.Control : PieceKind.Normal;
        if (model.UnknownId is { } unknown) kinds[unknown] = PieceKind.Unknown;
        var vocabulary = new PieceVocabulary(texts, kinds);
        var rules = TokenizerJsonPieces.ReadRules(root, model);
        if (rules.ByteFallback && !vocabulary.HasAllBytes) throw new HemorrhageException($"{name}: byte_fallback needs the tokens <0x00> to <0xFF>, but some are missing.");
        var added = model.AddedTokens.Where(token => !token.Special).Select(token => (token.Text, token.Id));
        return new(vocabulary, TokenMerges.Read(model.Merges, model.Find, name), rules, model.UnknownId ?? -1, begin, end, added);
    }

    /// <summary>The special token that the post-processor puts in front of a text, which is the begin token.</summary>
    private static int? TemplateBegin(LocatedJson root, TokenizerJsonModel model)
    {
        foreach (var processor in JsonComponents.Flatten(root.Optional("post_processor"), "processors"))
        {
            if (JsonComponents.TypeOf(processor) != "TemplateProcessing") continue;
            var first = processor.Member("single").Items().FirstOrDefault();
            var special = first.IsNull ? first : first.Optional("SpecialToken");
            if (!special.IsNull) return model.Find(special.Member("id").Text());
        }

        return null;
    }
}
