using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Flow.Pipelines;

/// <summary>A parameter of a step.</summary>
/// <param name="Name">Its name in recipes.</param>
/// <param name="Value">A number, text or truth value; null where it is not known.</param>
/// <param name="Location">Where it was given, in the body under analysis.</param>
/// <param name="IsDefault">Whether the code leaves it out.</param>
internal sealed record StepArgument(string Name, object? Value, Location Location, bool IsDefault)
{
    /// <summary>Whether another argument says the value, so that no other can be written here.</summary>
    public bool IsDerived { get; init; }

    /// <summary>The value as a number; null where it is none or not known.</summary>
    public double? Number => Value switch
    {
        double number => number,
        float number => number,
        decimal number => (double)number,
        int number => number,
        long number => number,
        short number => number,
        byte number => number,
        uint number => number,
        _ => null,
    };

    public bool Equals(StepArgument? other) => other is not null && Name == other.Name && Equals(Value, other.Value) && IsDefault == other.IsDefault && IsDerived == other.IsDerived && Location.Equals(other.Location);

    public override int GetHashCode() => Name.GetHashCode() ^ (Value?.GetHashCode() ?? 0);
}
