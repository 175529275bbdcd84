namespace MLNetHemorrhage.Analyzers.Flow;

/// <summary>Where the analysis stops to follow and says that it does not know.</summary>
internal static class FlowLimits
{
    /// <summary>Paths kept apart at one place, and values of one expression.</summary>
    public const int Alternatives = 8;

    /// <summary>Calls followed into one another.</summary>
    public const int Depth = 3;

    /// <summary>Steps of a pipeline.</summary>
    public const int Steps = 32;

    /// <summary>Elements of a collection.</summary>
    public const int Elements = 32;

    /// <summary>Basic blocks run for one body, calls included.</summary>
    public const int Blocks = 4000;
}
