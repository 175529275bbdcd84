namespace MLNetHemorrhage.Robustness;

/// <summary>A closed interval that a parameter may not leave.</summary>
/// <param name="Low">Lower bound; may be -Infinity.</param>
/// <param name="High">Upper bound; may be +Infinity.</param>
public readonly record struct Bounds(double Low, double High)
{
    /// <summary>No bound.</summary>
    public static Bounds None { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>0 or above.</summary>
    public static Bounds NotNegative { get; } = new(0, double.PositiveInfinity);

    /// <summary>0 alone.</summary>
    public static Bounds Zero { get; } = new(0, 0);

    /// <summary>At most <paramref name="high"/>.</summary>
    /// <param name="high">Upper bound.</param>
    /// <returns>The bounds.</returns>
    public static Bounds AtMost(double high) => new(double.NegativeInfinity, high);

    /// <summary>At least <paramref name="low"/>.</summary>
    /// <param name="low">Lower bound.</param>
    /// <returns>The bounds.</returns>
    public static Bounds AtLeast(double low) => new(low, double.PositiveInfinity);
}
