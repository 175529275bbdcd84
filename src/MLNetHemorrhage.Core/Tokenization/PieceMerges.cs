using System.Buffers;
using System.Text;

namespace MLNetHemorrhage.Tokenization;

/// <summary>
/// Turns scored pieces into merge rules: every way to cut a piece in two symbols is a rule, ranked by the score of the whole.
/// A symbol is a piece's id, or the complement of the code point of a character that is no piece.
/// </summary>
internal static class PieceMerges
{
    /// <summary>The symbol of one character.</summary>
    public static int SymbolOf(PieceVocabulary vocabulary, Rune rune)
    {
        Span<char> text = stackalloc char[2];
        var id = vocabulary.Find(text[..rune.EncodeToUtf16(text)]);
        return id >= 0 ? id : ~rune.Value;
    }

    /// <summary>The rules of a vocabulary whose pieces have scores; the highest score is joined first.</summary>
    public static MergeTable FromScores(PieceVocabulary vocabulary, ReadOnlySpan<float> scores)
    {
        var table = new MergeTable();
        var order = new List<(float Score, int Id)>();
        for (var id = 0; id < vocabulary.Count; id++)
        {
            if (vocabulary.Kind(id) == PieceKind.Normal && vocabulary.Find(vocabulary.Text(id)) == id) order.Add((scores[id], id));
        }

        order.Sort((a, b) => a.Score != b.Score ? b.Score.CompareTo(a.Score) : a.Id.CompareTo(b.Id));
        var rank = -1;
        for (var i = 0; i < order.Count; i++)
        {
            if (i == 0 || order[i].Score != order[i - 1].Score) rank = i;
            AddSplits(table, vocabulary, order[i].Id, rank);
        }

        return table;
    }

    private static void AddSplits(MergeTable table, PieceVocabulary vocabulary, int id, int rank)
    {
        var text = vocabulary.Text(id).AsSpan();
        for (var cut = 1; cut < text.Length; cut++)
        {
            if (char.IsLowSurrogate(text[cut])) continue;
            if (Symbol(vocabulary, text[..cut]) is { } left && Symbol(vocabulary, text[cut..]) is { } right) table.Add(left, right, rank, id);
        }
    }

    private static int? Symbol(PieceVocabulary vocabulary, ReadOnlySpan<char> text)
    {
        var id = vocabulary.Find(text);
        if (id >= 0) return vocabulary.Kind(id) == PieceKind.Normal ? id : null;
        return Rune.DecodeFromUtf16(text, out var rune, out var length) == OperationStatus.Done && length == text.Length ? ~rune.Value : null;
    }
}
