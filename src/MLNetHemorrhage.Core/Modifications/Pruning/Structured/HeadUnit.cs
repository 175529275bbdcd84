namespace MLNetHemorrhage.Modifications.Pruning.Structured;

/// <summary>Which heads go together.</summary>
public enum HeadUnit
{
    /// <summary>A query head by itself. A key-value head goes when no query head that reads it is left; groups may become unequal, which each block records.</summary>
    Query,

    /// <summary>A key-value head with all query heads that read it: groups stay as they are.</summary>
    KeyValue,

    /// <summary>Heads stay, channels of the feed-forward layer alone are removed.</summary>
    None,
}
