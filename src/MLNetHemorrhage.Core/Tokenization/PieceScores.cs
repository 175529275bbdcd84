namespace MLNetHemorrhage.Tokenization;

/// <summary>Finds scores that give a merge table again.</summary>
internal static class PieceScores
{
    /// <summary>
    /// The score of every piece: minus its place in the order in which the merges make them. Null where merges are no scores: where a piece's
    /// merges are not next to each other, or some way to cut it is missing.
    /// </summary>
    public static float[]? Of(PieceVocabulary vocabulary, MergeTable merges)
    {
        var rules = merges.Rules.OrderBy(r => r.Rank).ToArray();
        var scores = new float[vocabulary.Count];
        var places = new Dictionary<int, (int Place, int Rank)>();
        int last = -1;
        foreach (var (_, _, rank, symbol) in rules)
        {
            if (!places.TryGetValue(symbol, out var found)) places.Add(symbol, found = (-1 - places.Count, rank));
            else if (symbol != last && found.Rank != rank) return null;
            scores[symbol] = found.Place;
            last = symbol;
        }
        var again = PieceMerges.FromScores(vocabulary, scores).Rules.ToDictionary(r => (r.Left, r.Right), r => r.Symbol);
        return again.Count == rules.Length && rules.All(r => again.TryGetValue((r.Left, r.Right), out int symbol) && symbol == r.Symbol) ? scores : null;
    }
}
