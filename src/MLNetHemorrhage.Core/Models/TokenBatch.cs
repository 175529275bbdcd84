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
    }

    /// <summary>All ids.</summary>
    public int[] Ids { get; }

    /// <summary>Where each sequence starts in <see cref="Ids"/>, and one past the last.</summary>
    public int[] Starts { get; }

    /// <summary>Number of sequences.</summary>
    public int Count => Starts.Length - 1;

    /// <summary>Number of tokens in all sequences.</summary>
    public int TokenCount => Ids.Length;
}
