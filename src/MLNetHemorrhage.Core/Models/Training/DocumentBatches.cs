using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Training;

/// <summary>
/// An endless stream of batches. A sequence is one document: no token sees another document, as in scoring. Every epoch
/// takes all documents once, in an order of its own.
/// </summary>
internal sealed class DocumentBatches
{
    private readonly int[][] _documents;
    private readonly int _batchTokens;
    private readonly RandomSource _random;
    private readonly int[] _order;
    private ulong _epoch;
    private int _next;

    /// <summary>Creates the stream.</summary>
    /// <param name="documents">Begin id, ids, end id; cut to <paramref name="context"/> here.</param>
    /// <param name="context">Longest sequence.</param>
    /// <param name="batchTokens">Most tokens of one batch; at least one document is taken.</param>
    /// <param name="seed">Seed of the orders.</param>
    public DocumentBatches(IEnumerable<int[]> documents, int context, int batchTokens, ulong seed)
    {
        _documents = [.. documents.Select(d => d.Length <= context ? d : d[..context]).Where(d => d.Length > 1)];
        if (_documents.Length == 0) throw new ArgumentException("No document has two tokens.", nameof(documents));
        _batchTokens = batchTokens;
        _random = new RandomSource(seed);
        _order = new int[_documents.Length];
        _next = _order.Length;
    }

    /// <summary>The next batch.</summary>
    public TokenBatch Next()
    {
        var sequences = new List<int[]>();
        int tokens = 0;
        while (true)
        {
            if (_next == _order.Length) Shuffle();
            var document = _documents[_order[_next]];
            if (tokens > 0 && tokens + document.Length > _batchTokens) return new(sequences);
            sequences.Add(document);
            tokens += document.Length;
            _next++;
        }
    }

    // Fisher and Yates's shuffle from the sorted order, so that an epoch's order depends on the seed and its number alone.
    private void Shuffle()
    {
        var random = _random.Fork(_epoch++);
        for (int i = 0; i < _order.Length; i++) _order[i] = i;
        for (int i = _order.Length - 1; i > 0; i--)
        {
            int j = random.NextInt(i + 1);
            (_order[i], _order[j]) = (_order[j], _order[i]);
        }
        _next = 0;
    }
}
