using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Byte-pair encoding over the bytes of UTF-8, word by word (Sennrich et al., 2016; byte-level as in GPT-2).</summary>
internal sealed class ByteLevelTokenizer : ITokenizer, IGgufTokenizer
{
    private readonly ByteLevelVocabulary _vocabulary;
    private readonly MergeTable _merges;
    private readonly ByteLevelRules _rules;
    private readonly LiteralSplitter _addedTokens;
    private readonly WordCache _cache = new();

    public ByteLevelTokenizer(ByteLevelVocabulary vocabulary, MergeTable merges, ByteLevelRules rules, int? beginId, int? endId)
    {
        _vocabulary = vocabulary;
        _merges = merges;
        _rules = rules;
        _addedTokens = new(rules.AddedTokens);
        BeginId = beginId;
        EndId = endId;
    }

    public int VocabularySize => _vocabulary.Count;

    public int? BeginId { get; }

    public int? EndId { get; }

    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 2);
        _addedTokens.Split(text, ordinary: stretch => EncodeStretch(stretch, ids), literal: ids.Add);
        return [.. ids];
    }

    public string Decode(ReadOnlySpan<int> ids)
    {
        var bytes = new List<byte>(ids.Length * 4);
        foreach (var id in ids) bytes.AddRange(_vocabulary.Bytes(id));
        return Encoding.UTF8.GetString(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes));
    }

    public GgufVocabulary ToGguf(string where)
    {
        var words = PreTokenizers.Find(_rules.Splitters, _rules.WholeWordsFirst);
        if (words is null || _rules.Normalization is not null || _rules.AddPrefixSpace)
            throw new HemorrhageException($"{where}: expected a byte-level tokenizer whose words GGUF files have a name for, without normalization and added spaces, found another one.");
        var kinds = new PieceKind[VocabularySize];
        for (int id = 0; id < kinds.Length; id++) kinds[id] = _vocabulary.Text(id) is null ? PieceKind.Unused : PieceKind.Normal;
        foreach (int id in _rules.SpecialIds) kinds[id] = PieceKind.Control;
        foreach (var (_, id) in _rules.AddedTokens) kinds[id] = PieceKind.UserDefined;
        return new(GgufVocabularyKeys.ByteLevel, [.. Enumerable.Range(0, kinds.Length).Select(id => _vocabulary.Text(id) ?? GgufVocabulary.Padding(id))], kinds)
        {
            PreTokenizer = words.Names[0],
            Merges = [.. _merges.Rules.OrderBy(r => r.Rank).Select(r => $"{_vocabulary.Text(r.Left)} {_vocabulary.Text(r.Right)}")],
            BeginId = BeginId,
            EndId = EndId,
        };
    }

    private void EncodeStretch(string text, List<int> ids)
    {
        if (_rules.Normalization is { } form) text = WellFormed(text).Normalize(form);
        if (_rules.AddPrefixSpace && text.Length > 0 && text[0] != ' ') text = ' ' + text;
        SplitAndEncode(text, 0, ids);
    }

    private void SplitAndEncode(ReadOnlySpan<char> text, int splitter, List<int> ids)
    {
        if (splitter == _rules.Splitters.Count) ids.AddRange(EncodeWord(text));
        else _rules.Splitters[splitter].Split(text, word => SplitAndEncode(word, splitter + 1, ids));
    }

    private int[] EncodeWord(ReadOnlySpan<char> word)
    {
        if (_cache.TryGet(word, out var known)) return known!;
        var bytes = new byte[Encoding.UTF8.GetByteCount(word)];
        Encoding.UTF8.GetBytes(word, bytes);
        int[] ids;
        if (_rules.WholeWordsFirst && _vocabulary.Find(ByteAlphabet.Write(bytes)) is { } whole)
        {
            ids = [whole];
        }
        else
        {
            ids = Array.ConvertAll(bytes, value => _vocabulary.ByteId(value));
            Array.Resize(ref ids, _merges.Apply(ids));
        }

        _cache.Add(word, ids);
        return ids;
    }

    /// <summary>Lone surrogates, which no normalization form accepts, become U+FFFD, as they do in UTF-8.</summary>
    private static string WellFormed(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
