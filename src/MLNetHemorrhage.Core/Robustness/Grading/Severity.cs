namespace MLNetHemorrhage.Robustness;

/// <summary>How badly a modified model is hurt, mildest first; <see cref="SeverityRule"/> draws the lines.</summary>
public enum Severity
{
    /// <summary>Within the tolerance: hardly to be told from the base model.</summary>
    Stable,

    /// <summary>Beyond the tolerance, but acceptable as near-lossless.</summary>
    Stressed,

    /// <summary>Beyond what is acceptable, or past the phase transition: every further step costs far more than the last.</summary>
    Hemorrhaging,

    /// <summary>Not a language model any more.</summary>
    Collapsed,
}
