namespace MLNetHemorrhage.Evaluation;

/// <summary>How a text is cut into windows and which tokens are scored.</summary>
public enum ProtocolKind
{
    /// <summary>The first N documents, each BOS + ids cut to the context; every token after BOS is scored.</summary>
    Documents,

    /// <summary>The first N Unicode characters encoded once, windows of BOS + context - 1 ids; every token is scored once.</summary>
    Windows,

    /// <summary>
    /// The protocol of <c>llama-perplexity</c>: BOS + the whole text in chunks of N ids, the first of each replaced by BOS, a
    /// partial last chunk dropped; ids N/2 + 1 to N - 1 of each chunk are scored.
    /// </summary>
    Chunks,

    /// <summary>
    /// The protocol of the pruning repositories (GPTQ, SparseGPT, Wanda): documents joined by blank lines, BOS in front once,
    /// windows of N ids, a partial last window dropped; every id but the first of each window is scored. All windows have the
    /// same length, so the mean over windows is the mean over tokens.
    /// </summary>
    Wikitext,
}
