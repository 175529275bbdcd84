namespace MLNetHemorrhage.Models;

/// <summary>Sequences of token ids laid end to end: no padding. Positions restart at 0 in every sequence.</summary>
public sealed class TokenBatch
{
    /// <summary>Lays sequences end to end.</summary>
    /// <param name="sequences">Token ids; none of them empty.</param>
    public TokenBatch(IReadOnlyList<int[]> sequences)
    {
        ArgumentNullException.ThrowIfNull(sequences);
        Starts = new int[sequences.Count + 1];
        for (int i = 0; i < sequences.Count; i++)
        {
            if (sequences[i].Length == 0) throw new ArgumentException($"Sequence {i} is empty.", nameof(sequences));
            Starts[i + 1] = Starts[i] + sequences[i].Length;
        }
        Ids = [.. sequences.SelectMany(s => s)];
        Positions = [.. sequences.SelectMany(s => Enumerable.Range(0, s.Length))];
    }

    /// <summary>All ids.</summary>
    public int[] Ids { get; }

    /// <summary>Position of every id in its own sequence, from 0.</summary>
    public int[] Positions { get; }

    /// <summary>Where each sequence starts in <see cref="Ids"/>, and one past the last.</summary>
    public int[] Starts { get; }

    /// <summary>Number of sequences.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Number of tokens in all sequences.</summary>
    public int TokenCount => Ids.Length;

    /// <summary>Refuses ids outside the vocabulary and sequences longer than the context.</summary>
    internal void Check(DecoderSpec spec)
    {
        for (int s = 0; s < Count; s++)
        {
            int length = Starts[s + 1] - Starts[s];
            if (length > spec.ContextLength)
                throw new HemorrhageException($"Sequence {s}: expected at most {spec.ContextLength} tokens (the context length), found {length}.");
            CheckIds(Ids.AsSpan(Starts[s], length), spec, s);
        }
    }

    /// <summary>Refuses ids outside the vocabulary.</summary>
    internal static void CheckIds(ReadOnlySpan<int> ids, DecoderSpec spec, int sequence = 0)
    {
        for (int t = 0; t < ids.Length; t++)
        {
            if ((uint)ids[t] >= (uint)spec.VocabularySize)
                throw new HemorrhageException($"Sequence {sequence}, token {t}: expected an id from 0 to {spec.VocabularySize - 1}, found {ids[t]}.");
        }
    }
}
