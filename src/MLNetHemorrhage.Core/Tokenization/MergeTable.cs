namespace MLNetHemorrhage.Tokenization;

/// <summary>
/// Which neighbouring symbols may be joined, into what, and in what order: the lowest rank first, the leftmost among equals.
/// A heap over a linked list makes a word of n symbols cost O(n log n), however long it is.
/// </summary>
internal sealed class MergeTable
{
    private readonly Dictionary<ulong, Merge> _merges = [];

    /// <summary>Lets two symbols be joined; a later rule for the same pair replaces the earlier one.</summary>
    public void Add(int left, int right, int rank, int symbol) => _merges[Pair(left, right)] = new(rank, symbol);

    /// <summary>All rules, in no order.</summary>
    public IEnumerable<(int Left, int Right, int Rank, int Symbol)> Rules =>
        _merges.Select(m => ((int)(uint)(m.Key >> 32), (int)(uint)m.Key, m.Value.Rank, m.Value.Symbol));

    /// <summary>Joins symbols in place until nothing can be joined.</summary>
    /// <returns>The number of symbols left, at the front of <paramref name="symbols"/>.</returns>
    public int Apply(Span<int> symbols)
    {
        if (symbols.Length < 2) return symbols.Length;
        var next = new int[symbols.Length];
        var previous = new int[symbols.Length];
        var candidates = new PriorityQueue<Candidate, long>(symbols.Length);
        for (var i = 0; i < symbols.Length; i++)
        {
            next[i] = i + 1;
            previous[i] = i - 1;
            if (i > 0) Offer(candidates, i - 1, symbols[i - 1], symbols[i]);
        }

        while (candidates.TryDequeue(out var candidate, out var priority))
        {
            var left = (int)priority;
            var right = next[left];
            // An entry is stale where one of its two symbols has been joined with something else meanwhile.
            if (symbols[left] != candidate.Left || right >= symbols.Length || symbols[right] != candidate.Right) continue;
            symbols[left] = candidate.Joined;
            symbols[right] = Gone;
            next[left] = next[right];
            if (next[left] < symbols.Length)
            {
                previous[next[left]] = left;
                Offer(candidates, left, symbols[left], symbols[next[left]]);
            }

            if (previous[left] >= 0) Offer(candidates, previous[left], symbols[previous[left]], symbols[left]);
        }

        var count = 0;
        for (var i = 0; i < symbols.Length; i = next[i]) symbols[count++] = symbols[i];
        return count;
    }

    /// <summary>No symbol has this value: symbols are ids, or complements of code points.</summary>
    private const int Gone = int.MinValue;

    private void Offer(PriorityQueue<Candidate, long> candidates, int position, int left, int right)
    {
        if (_merges.TryGetValue(Pair(left, right), out var merge))
            candidates.Enqueue(new(left, right, merge.Symbol), ((long)merge.Rank << 32) | (uint)position);
    }

    private static ulong Pair(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private readonly record struct Merge(int Rank, int Symbol);

    private readonly record struct Candidate(int Left, int Right, int Joined);
}
