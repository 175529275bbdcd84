using System.Text;
using System.Text.RegularExpressions;

namespace MLNetHemorrhage.Tokenization;

/// <summary>The normalizer and pre-tokenizer of a byte-level tokenizer.json.</summary>
internal static class TokenizerJsonByteLevel
{
    /// <exception cref="HemorrhageException">A component is not supported.</exception>
    public static ByteLevelRules ReadRules(LocatedJson root, TokenizerJsonModel model)
    {
        var rules = new ByteLevelRules
        {
            Normalization = ReadNormalization(root.Optional("normalizer")),
            WholeWordsFirst = model.IgnoreMerges,
            SpecialIds = [.. model.AddedTokens.Where(token => token.Special).Select(token => token.Id)],
            AddedTokens = [.. model.AddedTokens.Where(token => !token.Special).Select(token => (token.Text, token.Id))],
        };
        var splitters = new List<TextSplitter>();
        var prefix = false;
        foreach (var component in JsonComponents.Flatten(root.Optional("pre_tokenizer"), "pretokenizers"))
        {
            switch (JsonComponents.TypeOf(component))
            {
                case "ByteLevel":
                    prefix |= component.Flag("add_prefix_space", absent: true);
                    if (component.Flag("use_regex", absent: true)) splitters.Add(TextSplitter.Gpt2);
                    break;
                case "Split":
                    splitters.Add(ReadSplit(component));
                    break;
                case "Digits":
                    splitters.Add(Compile(component.Flag("individual_digits", absent: false) ? @"\p{N}" : @"\p{N}+", component.Where));
                    break;
                default:
                    throw JsonComponents.Unsupported(component);
            }
        }

        return rules with { Splitters = splitters, AddPrefixSpace = prefix };
    }

    private static TextSplitter ReadSplit(LocatedJson split)
    {
        var behavior = split.Member("behavior").Text();
        // Keeping the matches and dropping an empty remainder is the same as isolating them, but only for patterns that match everything.
        if (behavior != "Isolated" || split.Flag("invert", absent: false))
            throw new HemorrhageException($"{split.Where} Split with behavior {behavior} and invert is not supported; expected Isolated without invert.");
        var pattern = split.Member("pattern");
        var regex = pattern.Optional("Regex");
        return Compile(regex.IsNull ? Regex.Escape(pattern.Member("String").Text()) : regex.Text(), pattern.Where);
    }

    private static TextSplitter Compile(string pattern, string where)
    {
        try
        {
            return new(new Regex(pattern, RegexOptions.CultureInvariant | RegexOptions.Compiled, TextSplitter.MatchLimit));
        }
        catch (ArgumentException e)
        {
            throw new HemorrhageException($"{where} the pattern is not supported: {e.Message}", e);
        }
    }

    private static NormalizationForm? ReadNormalization(LocatedJson normalizer)
    {
        NormalizationForm? form = null;
        foreach (var component in JsonComponents.Flatten(normalizer, "normalizers"))
        {
            if (form is not null) throw JsonComponents.Unsupported(component);
            form = JsonComponents.TypeOf(component) switch
            {
                "NFC" => NormalizationForm.FormC,
                "NFD" => NormalizationForm.FormD,
                "NFKC" => NormalizationForm.FormKC,
                "NFKD" => NormalizationForm.FormKD,
                _ => throw JsonComponents.Unsupported(component),
            };
        }

        return form;
    }
}
