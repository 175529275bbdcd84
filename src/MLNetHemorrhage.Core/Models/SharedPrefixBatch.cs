namespace MLNetHemorrhage.Models;

/// <summary>
/// Groups of sequences that begin alike, such as the answers to one question: the tokens that all of a group begin with are there
/// once. Everything but attention then runs over each of them once.
/// </summary>
internal sealed class SharedPrefixBatch
{
    /// <summary>Joins groups of sequences, none of them empty.</summary>
    public SharedPrefixBatch(IReadOnlyList<IReadOnlyList<int[]>> groups)
    {
        Sequences = new([.. groups.SelectMany(g => g)]);
        var (ids, positions, rows) = (new List<int>(), new List<int>(), new List<int>());
        foreach (var group in groups)
        {
            int shared = SharedLength(group), first = ids.Count;
            Add(group[0], 0, shared);
            foreach (var sequence in group)
            {
                rows.AddRange(Enumerable.Range(first, shared));
                rows.AddRange(Enumerable.Range(ids.Count, sequence.Length - shared));
                Add(sequence, shared, sequence.Length);
            }
        }
        (Ids, Positions, RowOf) = ([.. ids], [.. positions], [.. rows]);

        void Add(int[] sequence, int from, int to)
        {
            ids.AddRange(sequence.AsSpan(from..to));
            positions.AddRange(Enumerable.Range(from, to - from));
        }
    }

    /// <summary>All sequences in full.</summary>
    public TokenBatch Sequences { get; }

    /// <summary>The ids that are run.</summary>
    public int[] Ids { get; }

    /// <summary>Position of each of them in its sequences.</summary>
    public int[] Positions { get; }

    /// <summary>For every token of <see cref="Sequences"/>, which of <see cref="Ids"/> stands for it.</summary>
    public int[] RowOf { get; }

    /// <summary>How many tokens a group takes.</summary>
    public static int Count(IReadOnlyList<int[]> group) => group.Sum(s => s.Length) - (group.Count - 1) * SharedLength(group);

    private static int SharedLength(IReadOnlyList<int[]> group) => group.Min(s => s.AsSpan().CommonPrefixLength(group[0]));
}
