namespace MLNetHemorrhage.Tokenization;

/// <summary>The normalizer, pre-tokenizer and decoder of a tokenizer.json that was converted from SentencePiece.</summary>
internal static class TokenizerJsonPieces
{
    private const string SpaceSymbol = "▁";

    /// <exception cref="HemorrhageException">A component is not supported.</exception>
    public static PieceRules ReadRules(LocatedJson root, TokenizerJsonModel model)
    {
        var rules = new PieceRules
        {
            Prefix = PrefixRule.Never,
            StripLeadingSpace = false,
            ByteFallback = model.ByteFallback,
            FuseUnknown = model.FuseUnknown,
        };
        var spaces = false;
        foreach (var component in JsonComponents.Flatten(root.Optional("normalizer"), "normalizers"))
        {
            switch (JsonComponents.TypeOf(component))
            {
                case "Prepend" when component.Member("prepend").Text() == SpaceSymbol:
                    rules = rules with { Prefix = PrefixRule.Always };
                    break;
                case "Replace" when IsReplace(component, " ", SpaceSymbol):
                    spaces = true;
                    break;
                default:
                    throw JsonComponents.Unsupported(component);
            }
        }

        foreach (var component in JsonComponents.Flatten(root.Optional("pre_tokenizer"), "pretokenizers"))
        {
            if (JsonComponents.TypeOf(component) != "Metaspace") throw JsonComponents.Unsupported(component);
            rules = ReadMetaspace(component, rules);
            spaces = true;
        }

        if (!spaces) throw new HemorrhageException($"{root.Where} expected a ByteLevel component, or one that writes spaces as {SpaceSymbol}, found neither.");
        return ReadDecoder(root.Optional("decoder"), rules);
    }

    private static PieceRules ReadMetaspace(LocatedJson metaspace, PieceRules rules)
    {
        var replacement = metaspace.Member("replacement");
        if (replacement.Text() != SpaceSymbol) throw new HemorrhageException($"{replacement.Where} expected {SpaceSymbol}, found {replacement.Text()}.");
        var scheme = metaspace.Optional("prepend_scheme");
        var prefix = scheme.IsNull ? (metaspace.Flag("add_prefix_space", absent: true) ? "always" : "never") : scheme.Text();
        return rules with
        {
            Prefix = prefix switch
            {
                "always" or "first" => PrefixRule.UnlessPresent,
                "never" => PrefixRule.Never,
                _ => throw new HemorrhageException($"{scheme.Where} expected always, first or never, found {prefix}."),
            },
            PrefixFirstOnly = prefix == "first",
            SplitAtSpaces = metaspace.Flag("split", absent: true),
        };
    }

    private static PieceRules ReadDecoder(LocatedJson decoder, PieceRules rules)
    {
        foreach (var component in JsonComponents.Flatten(decoder, "decoders"))
        {
            switch (JsonComponents.TypeOf(component))
            {
                case "ByteFallback" or "Fuse":
                case "Replace" when IsReplace(component, SpaceSymbol, " "):
                    break;
                case "Strip" when component.Member("content").Text() == " " && component.Member("start").Integer() == 1 && component.Member("stop").Integer() == 0:
                    rules = rules with { StripLeadingSpace = true };
                    break;
                case "Metaspace":
                    rules = rules with { StripLeadingSpace = rules.Prefix != PrefixRule.Never };
                    break;
                default:
                    throw JsonComponents.Unsupported(component);
            }
        }

        return rules;
    }

    private static bool IsReplace(LocatedJson component, string from, string to)
    {
        var text = component.Member("pattern").Optional("String");
        return !text.IsNull && text.Text() == from && component.Member("content").Text() == to;
    }
}
