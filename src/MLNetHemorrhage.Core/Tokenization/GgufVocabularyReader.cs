using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Gguf;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Reads the vocabulary in the metadata of a GGUF file: pieces with scores ("llama"), or byte-level tokens with merges ("gpt2").</summary>
internal static class GgufVocabularyReader
{
    public static ITokenizer Read(byte[] bytes, string name)
    {
        var metadata = GgufFile.Parse(ByteRegion.Copy(bytes), name).Metadata;
        var model = metadata.Text(GgufVocabularyKeys.Model);
        return model switch
        {
            GgufVocabularyKeys.Pieces => ReadPieces(metadata),
            GgufVocabularyKeys.ByteLevel => ReadByteLevel(metadata),
            _ => throw metadata.Error(GgufVocabularyKeys.Model, "'llama' or 'gpt2' (the supported vocabularies)", CheckpointError.Quote(model)),
        };
    }

    private static PieceTokenizer ReadPieces(GgufMetadata metadata)
    {
        var texts = Texts(metadata);
        var kinds = Kinds(metadata, texts.Length);
        var scores = metadata.Array<float>(GgufVocabularyKeys.Scores) ?? throw metadata.Error(GgufVocabularyKeys.Scores, "a score for every token", "nothing");
        if (scores.Length != texts.Length) throw metadata.Error(GgufVocabularyKeys.Scores, $"{texts.Length} scores", $"{scores.Length}");
        int bad = Array.FindIndex(scores, s => !float.IsFinite(s));
        if (bad >= 0) throw metadata.Error(GgufVocabularyKeys.Scores, "finite scores", $"another one at {bad}");
        bad = Enumerable.Range(0, texts.Length).FirstOrDefault(id => kinds[id] == PieceKind.Byte && PieceVocabulary.ByteOf(texts[id]) is null, -1);
        if (bad >= 0) throw metadata.Error(GgufVocabularyKeys.Tokens, $"a byte such as <0x0A> as token {bad}", CheckpointError.Quote(texts[bad]));

        var vocabulary = new PieceVocabulary(texts, kinds);
        bool prefix = metadata.Flag(GgufVocabularyKeys.AddSpacePrefix, true);
        var rules = new PieceRules
        {
            Prefix = prefix ? PrefixRule.Always : PrefixRule.Never,
            StripLeadingSpace = prefix,
            RemoveExtraSpaces = metadata.Flag(GgufVocabularyKeys.RemoveExtraSpaces, false),
            ByteFallback = vocabulary.HasAllBytes,
        };
        int unknown = Id(metadata, GgufVocabularyKeys.Unknown, texts.Length) ?? Array.IndexOf(kinds, PieceKind.Unknown);
        return new(vocabulary, PieceMerges.FromScores(vocabulary, scores), rules, unknown, Begin(metadata, texts.Length), Id(metadata, GgufVocabularyKeys.End, texts.Length), []);
    }

    private static ByteLevelTokenizer ReadByteLevel(GgufMetadata metadata)
    {
        var texts = Texts(metadata);
        var kinds = Kinds(metadata, texts.Length);
        var ids = Enumerable.Range(0, texts.Length);
        var added = ids.Where(id => kinds[id] is PieceKind.Control or PieceKind.UserDefined or PieceKind.Unknown)
            .Select(id => new AddedToken(texts[id], id, Special: kinds[id] != PieceKind.UserDefined)).ToArray();
        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (int id in ids.Where(id => kinds[id] != PieceKind.Unused)) known.TryAdd(texts[id], id);
        string?[] tokens = [.. ids.Select(id => kinds[id] == PieceKind.Unused ? null : texts[id])];
        var words = PreTokenizers.Find(metadata);
        var rules = new ByteLevelRules
        {
            Splitters = words.Splitters,
            WholeWordsFirst = words.WholeWordsFirst,
            AddPrefixSpace = metadata.Flag(GgufVocabularyKeys.AddSpacePrefix, false),
            SpecialIds = [.. added.Where(a => a.Special).Select(a => a.Id)],
            AddedTokens = [.. added.Where(a => !a.Special).Select(a => (a.Text, a.Id))],
        };
        var merges = TokenMerges.Read(Merges(metadata), text => known.TryGetValue(text, out int id) ? id : null, metadata.File);
        var vocabulary = new ByteLevelVocabulary(tokens, added, unknownId: null, metadata.File);
        return new(vocabulary, merges, rules, Begin(metadata, texts.Length), Id(metadata, GgufVocabularyKeys.End, texts.Length));
    }

    private static string[] Texts(GgufMetadata metadata) =>
        metadata.Array<string>(GgufVocabularyKeys.Tokens) is { Length: > 0 } texts ? texts : throw metadata.Error(GgufVocabularyKeys.Tokens, "tokens", "nothing");

    private static PieceKind[] Kinds(GgufMetadata metadata, int count)
    {
        if (metadata.Array<int>(GgufVocabularyKeys.Types) is not { } types) return [.. Enumerable.Repeat(PieceKind.Normal, count)];
        if (types.Length != count) throw metadata.Error(GgufVocabularyKeys.Types, $"{count} types", $"{types.Length}");
        int bad = Array.FindIndex(types, t => !Enum.IsDefined((PieceKind)t));
        return bad < 0 ? [.. types.Select(t => (PieceKind)t)] : throw metadata.Error(GgufVocabularyKeys.Types, "types from 1 to 6", $"{types[bad]} at {bad}");
    }

    private static List<(string Left, string Right)> Merges(GgufMetadata metadata)
    {
        var texts = metadata.Array<string>(GgufVocabularyKeys.Merges) ?? throw metadata.Error(GgufVocabularyKeys.Merges, "merges", "nothing");
        var merges = new List<(string, string)>(texts.Length);
        foreach (var text in texts)
        {
            int space = text.Length < 3 ? -1 : text.IndexOf(' ', 1);
            if (space < 0 || space == text.Length - 1) throw metadata.Error(GgufVocabularyKeys.Merges, $"two tokens with a space between them as merge {merges.Count}", CheckpointError.Quote(text));
            merges.Add((text[..space], text[(space + 1)..]));
        }
        return merges;
    }

    // Where the file says that no text begins with the token, there is none for us.
    private static int? Begin(GgufMetadata metadata, int count) =>
        metadata.Flag(GgufVocabularyKeys.AddBegin, true) ? Id(metadata, GgufVocabularyKeys.Begin, count) : null;

    private static int? Id(GgufMetadata metadata, string key, int count)
    {
        if (!metadata.Has(key)) return null;
        int id = metadata.Integer(key);
        return (uint)id < (uint)count ? id : throw metadata.Error(key, $"an id below {count}", $"{id}");
    }
}
