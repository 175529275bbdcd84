namespace MLNetHemorrhage.Models;

/// <summary>The linear layers of a block.</summary>
public enum LinearRole
{
    /// <summary>Query projection of attention.</summary>
    Query,

    /// <summary>Key projection of attention.</summary>
    Key,

    /// <summary>Value projection of attention.</summary>
    Value,

    /// <summary>Output projection of attention.</summary>
    Output,

    /// <summary>Gate projection of the feed-forward layer.</summary>
    Gate,

    /// <summary>Up projection of the feed-forward layer.</summary>
    Up,

    /// <summary>Down projection of the feed-forward layer.</summary>
    Down,
}
