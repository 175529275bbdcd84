namespace MLNetHemorrhage.Thresholds;

/// <summary>
/// Strength, the one scale of every table: 0 = untouched, and it grows with damage. A removed share is its own strength
/// (<c>sparsity</c>, <c>ratio</c>), a kept share gives 1 - keep, bits give 1 - bits/16.
/// </summary>
public static class Strengths
{
    /// <summary>Bits of a weight that is not quantized.</summary>
    public const double FullBits = 16;

    /// <summary>Two strengths closer than this are equal: 1 - 0.7 and 0.3 are.</summary>
    internal const double Resolution = 1e-9;

    /// <summary>Every coordinate that has a strength.</summary>
    public static IReadOnlyList<string> Coordinates { get; } = ["sparsity", "ratio", "keep", "bits"];

    /// <summary>Whether a parameter of a step says how strong it is.</summary>
    /// <param name="coordinate">The parameter's name in recipes.</param>
    public static bool IsKnown(string coordinate) => Coordinates.Contains(coordinate);

    /// <summary>Whether a smaller value is a greater strength: a kept share, bits.</summary>
    /// <param name="coordinate">The parameter's name in recipes.</param>
    /// <exception cref="ArgumentException">The coordinate is not known.</exception>
    public static bool FallsWithDamage(string coordinate) => Of(coordinate, 1) < Of(coordinate, 0);

    /// <summary>The strength of a value.</summary>
    /// <param name="coordinate">The parameter's name in recipes: "sparsity", "ratio", "keep" or "bits".</param>
    /// <param name="value">Its value: a share of 0 to 1, or bits.</param>
    /// <returns>The strength.</returns>
    /// <exception cref="ArgumentException">The coordinate is not known.</exception>
    public static double Of(string coordinate, double value) => coordinate switch
    {
        "sparsity" or "ratio" => value,
        "keep" => 1 - value,
        "bits" => 1 - value / FullBits,
        _ => throw Unknown(coordinate),
    };

    /// <summary>The value that has a strength: the inverse of <see cref="Of"/>.</summary>
    /// <param name="coordinate">The parameter's name in recipes.</param>
    /// <param name="strength">The strength.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The coordinate is not known.</exception>
    public static double Value(string coordinate, double strength) => coordinate switch
    {
        "sparsity" or "ratio" => strength,
        "keep" => 1 - strength,
        "bits" => FullBits * (1 - strength),
        _ => throw Unknown(coordinate),
    };

    /// <summary>The value to write for a strength that must not be exceeded: shares to three digits, bits whole, rounded to the weaker side.</summary>
    /// <param name="coordinate">The parameter's name in recipes.</param>
    /// <param name="strength">The strength.</param>
    /// <returns>The value.</returns>
    /// <exception cref="ArgumentException">The coordinate is not known.</exception>
    public static double SafeValue(string coordinate, double strength)
    {
        const double steps = 1000;
        double value = Value(coordinate, strength);
        return coordinate switch
        {
            "bits" => Math.Ceiling(value - Resolution),
            "keep" => Math.Ceiling(value * steps - Resolution * steps) / steps,
            _ => Math.Floor(value * steps + Resolution * steps) / steps,
        };
    }

    private static ArgumentException Unknown(string coordinate) =>
        new($"Expected {string.Join(", ", Coordinates)}; found \"{coordinate}\".", nameof(coordinate));
}
