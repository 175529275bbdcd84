using System.Collections.Concurrent;

namespace MLNetHemorrhage.Tokenization;

/// <summary>Remembers the ids of short words, because text repeats itself; full, it keeps what it has.</summary>
internal sealed class WordCache
{
    private const int MaximumWords = 1 << 16;
    private const int MaximumLength = 32;

    private readonly ConcurrentDictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _words =
        new ConcurrentDictionary<string, int[]>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

    private int _count;

    public bool TryGet(ReadOnlySpan<char> word, out int[]? ids)
    {
        ids = null;
        return word.Length <= MaximumLength && _words.TryGetValue(word, out ids);
    }

    public void Add(ReadOnlySpan<char> word, int[] ids)
    {
        if (word.Length > MaximumLength || Volatile.Read(ref _count) >= MaximumWords) return;
        if (_words.TryAdd(word, ids)) Interlocked.Increment(ref _count);
    }
}
