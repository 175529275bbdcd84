namespace MLNetHemorrhage.Modifications;

/// <summary>Which weights a modification changes. Norms are never changed.</summary>
public enum ModificationTargets
{
    /// <summary>The linear layers of the blocks.</summary>
    Blocks,

    /// <summary>
    /// The linear layers of the blocks, then the embedding and the head; a matrix that serves as both is changed once.
    /// A method that needs input statistics takes those of the head; an embedding of its own has none, and that is an error.
    /// </summary>
    All,
}
