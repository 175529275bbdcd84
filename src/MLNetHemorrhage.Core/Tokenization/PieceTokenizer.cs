using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>
/// Byte-pair encoding over characters with a space symbol and byte fallback, as SentencePiece does it
/// (Kudo and Richardson, "SentencePiece", 2018).
/// </summary>
internal sealed class PieceTokenizer : ITokenizer, IGgufTokenizer
{
    private readonly PieceVocabulary _vocabulary;
    private readonly MergeTable _merges;
    private readonly PieceRules _rules;
    private readonly int _unknownId;
    private readonly (string Text, int Id)[] _added;
    private readonly LiteralSplitter _addedTokens;
    private readonly LiteralSplitter _userDefined;
    private readonly PieceDecoder _decoder;
    private readonly bool _wordsAreIndependent;
    private readonly WordCache _cache = new();

    /// <param name="vocabulary">The pieces.</param>
    /// <param name="merges">The merge rules, over ids and complements of code points.</param>
    /// <param name="rules">How text is prepared.</param>
    /// <param name="unknownId">The id of what cannot be expressed; -1 drops it.</param>
    /// <param name="beginId">Beginning-of-sequence id.</param>
    /// <param name="endId">End-of-sequence id.</param>
    /// <param name="addedTokens">Tokens found in the text before anything else happens to it.</param>
    public PieceTokenizer(PieceVocabulary vocabulary, MergeTable merges, PieceRules rules, int unknownId, int? beginId, int? endId, IEnumerable<(string Text, int Id)> addedTokens)
    {
        _vocabulary = vocabulary;
        _merges = merges;
        _rules = rules;
        _unknownId = unknownId;
        BeginId = beginId;
        EndId = endId;
        _added = [.. addedTokens];
        _addedTokens = new(_added);
        var ids = Enumerable.Range(0, vocabulary.Count);
        _userDefined = new(ids.Where(id => vocabulary.Kind(id) == PieceKind.UserDefined).Select(id => (vocabulary.Text(id), id)));
        _wordsAreIndependent = !ids.Any(id => vocabulary.Kind(id) == PieceKind.Normal && HasInnerWordStart(vocabulary.Text(id)));
        _decoder = new(vocabulary, rules);
    }

    public int VocabularySize => _vocabulary.Count;

    public int? BeginId { get; }

    public int? EndId { get; }

    public int[] Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var ids = new List<int>(text.Length / 2);
        var first = true;
        _addedTokens.Split(
            text,
            ordinary: stretch =>
            {
                var prepared = PieceNormalizer.Normalize(stretch, _rules, first);
                _userDefined.Split(prepared, words => EncodeWords(words, ids), ids.Add);
                first = false;
            },
            literal: id =>
            {
                ids.Add(id);
                first = false;
            });
        return [.. ids];
    }

    public GgufVocabulary ToGguf(string where)
    {
        if (!_rules.ByteFallback || (_rules.SplitAtSpaces && Enumerable.Range(0, VocabularySize).Any(id => _vocabulary.Text(id).LastIndexOf(PieceVocabulary.SpaceSymbol) > 0)))
            throw new HemorrhageException($"{where}: expected a tokenizer with byte fallback that may use pieces of several spaces, as GGUF files have it, found another one.");
        var scores = PieceScores.Of(_vocabulary, _merges)
            ?? throw new HemorrhageException($"{where}: expected a tokenizer whose merges follow from scores of its pieces, as in GGUF files, found one whose merges do not.");
        PieceKind[] kinds = [.. Enumerable.Range(0, VocabularySize).Select(_vocabulary.Kind)];
        foreach (var (_, id) in _added) kinds[id] = PieceKind.UserDefined;
        return new(GgufVocabularyKeys.Pieces, [.. Enumerable.Range(0, VocabularySize).Select(_vocabulary.Text)], kinds)
        {
            Scores = scores,
            BeginId = BeginId,
            EndId = EndId,
            UnknownId = _unknownId < 0 ? null : _unknownId,
            AddSpacePrefix = _rules.Prefix != PrefixRule.Never,
            RemoveExtraSpaces = _rules.RemoveExtraSpaces,
        };
    }

    public string Decode(ReadOnlySpan<int> ids) => _decoder.Decode(ids);

    /// <summary>Encodes word by word where no piece crosses the start of a word: the same ids, and the cache helps.</summary>
    private void EncodeWords(string text, List<int> ids)
    {
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] != PieceVocabulary.SpaceSymbol) continue;
            if (!_rules.SplitAtSpaces && (!_wordsAreIndependent || text[i - 1] == PieceVocabulary.SpaceSymbol)) continue;
            Append(ids, EncodeWord(text.AsSpan(start, i - start)));
            start = i;
        }

        if (start < text.Length) Append(ids, EncodeWord(text.AsSpan(start)));
    }

    private int[] EncodeWord(ReadOnlySpan<char> word)
    {
        if (_cache.TryGet(word, out var known)) return known!;
        var symbols = new int[word.Length];
        var count = 0;
        foreach (var rune in word.EnumerateRunes()) symbols[count++] = PieceMerges.SymbolOf(_vocabulary, rune);
        count = _merges.Apply(symbols.AsSpan(0, count));
        var ids = new List<int>(count);
        foreach (var symbol in symbols.AsSpan(0, count))
        {
            if (symbol >= 0) ids.Add(symbol);
            else AddUnknown(ids, new Rune(~symbol));
        }

        int[] result = [.. ids];
        _cache.Add(word, result);
        return result;
    }

    private void AddUnknown(List<int> ids, Rune rune)
    {
        Span<byte> bytes = stackalloc byte[4];
        bytes = bytes[..rune.EncodeToUtf8(bytes)];
        if (_rules.ByteFallback)
        {
            foreach (var value in bytes) ids.Add(_vocabulary.ByteId(value));
        }
        else if (_unknownId >= 0)
        {
            ids.Add(_unknownId);
        }
    }

    private void Append(List<int> ids, int[] word)
    {
        foreach (var id in word)
        {
            if (_rules.FuseUnknown && id == _unknownId && ids.Count > 0 && ids[^1] == id) continue;
            ids.Add(id);
        }
    }

    private static bool HasInnerWordStart(string text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] == PieceVocabulary.SpaceSymbol && text[i - 1] != PieceVocabulary.SpaceSymbol) return true;
        }

        return false;
    }
}
