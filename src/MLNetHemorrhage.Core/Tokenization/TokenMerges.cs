namespace MLNetHemorrhage.Tokenization;

/// <summary>Turns a list of merges, best first, into a merge table.</summary>
internal static class TokenMerges
{
    /// <exception cref="HemorrhageException">A part or the whole of a merge is not in the vocabulary.</exception>
    public static MergeTable Read(IReadOnlyList<(string Left, string Right)> merges, Func<string, int?> find, string name)
    {
        var table = new MergeTable();
        for (var rank = 0; rank < merges.Count; rank++)
        {
            var (left, right) = merges[rank];
            table.Add(Find(left), Find(right), rank, Find(left + right));

            int Find(string token) =>
                find(token) ?? throw new HemorrhageException($"{name}: merge {rank} (\"{left}\" and \"{right}\") needs the token \"{token}\", which the vocabulary does not have.");
        }

        return table;
    }
}
