namespace MLNetHemorrhage.Robustness;

/// <summary>Settings of the robust fit.</summary>
public sealed class RobustFitOptions
{
    /// <summary>Seed of the simulations that calibrate the interval and the verdict.</summary>
    /// <value>The default value is 0.</value>
    public ulong Seed { get; init; }
}
