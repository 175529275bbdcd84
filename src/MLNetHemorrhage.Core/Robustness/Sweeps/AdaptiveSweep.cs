namespace MLNetHemorrhage.Robustness;

/// <summary>How a sweep goes on from its grid: with points placed where they tell most about the transition and the tolerance threshold.</summary>
public sealed record AdaptiveSweep
{
    /// <summary>Points in all, those of the grid included.</summary>
    /// <value>The default is 24.</value>
    public int Points { get; init; } = 24;

    /// <summary>Width of the 95 % interval of s0 at which no more points are needed.</summary>
    /// <value>The default is 0.05.</value>
    public double Width { get; init; } = 0.05;
}
