namespace MLNetHemorrhage.Models.Training;

/// <summary>Batches of documents in order, again from the first when all were taken. A sequence is one document: no token sees another document, as in scoring.</summary>
internal static class DocumentBatches
{
    /// <summary>An endless stream of batches.</summary>
    /// <param name="documents">Begin id, ids, end id of every document; cut to <paramref name="context"/> here.</param>
    /// <param name="context">Longest sequence.</param>
    /// <param name="batchTokens">Most tokens of one batch; at least one document is taken.</param>
    public static IEnumerable<TokenBatch> Of(IEnumerable<int[]> documents, int context, int batchTokens)
    {
        var sequences = new List<int[]>();
        int tokens = 0;
        while (true)
        {
            bool any = false;
            foreach (var document in documents)
            {
                if (document.Length < 2) continue;
                any = true;
                var sequence = document.Length <= context ? document : document[..context];
                if (tokens > 0 && tokens + sequence.Length > batchTokens)
                {
                    yield return new(sequences);
                    sequences.Clear();
                    tokens = 0;
                }
                sequences.Add(sequence);
                tokens += sequence.Length;
            }
            if (!any) throw new ArgumentException("No document has two tokens.", nameof(documents));
        }
    }
}
