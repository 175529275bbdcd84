using System.Globalization;

namespace MLNetHemorrhage.Thresholds;

/// <summary>What rules need to know of a step of a recipe or a pipeline.</summary>
/// <param name="Verb">The verb: "prune", "quantize", …</param>
/// <param name="Method">The method's name in recipes.</param>
/// <param name="Coordinate">The parameter that says how strong the step is; null where the method has none.</param>
/// <param name="Value">Its value; null where it is not known.</param>
public sealed record StepFacts(string Verb, string Method, string? Coordinate = null, double? Value = null)
{
    private static readonly Dictionary<string, double> None = [];

    /// <summary>Its other parameters that are numbers, by the names that recipes use: "temperature", "group".</summary>
    public IReadOnlyDictionary<string, double> Parameters { get; init; } = None;

    /// <summary>M of the N:M pattern that says the value; null where no pattern does.</summary>
    public int? PatternGroup { get; init; }

    /// <summary>Verb and method.</summary>
    public StepName Name => new(Verb, Method);

    /// <summary>The strength; null where it is not known.</summary>
    public double? Strength => Coordinate is not null && Value is { } value && Strengths.IsKnown(Coordinate) ? Strengths.Of(Coordinate, value) : null;

    /// <summary>As recipes write it, with the strength alone: "prune(wanda, sparsity=0.5)".</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Coordinate is null || Value is not { } value
        ? Name.Title
        : $"{Verb}({Method}, {Coordinate}={value.ToString("R", CultureInfo.InvariantCulture)})";
}
