using System.Globalization;

namespace MLNetHemorrhage.Modifications;

/// <summary>A named parameter of a method, for help texts.</summary>
/// <param name="Name">Its name in recipes.</param>
/// <param name="Expected">What it may be, as in "between 0 and 1".</param>
/// <param name="Default">The text of its default.</param>
/// <param name="IsStrength">Whether it says how strong the step is: what a sweep may vary.</param>
/// <param name="IsWhole">Whether only whole numbers are allowed.</param>
public sealed record ModificationParameter(string Name, string Expected, string Default, bool IsStrength = false, bool IsWhole = false)
{
    /// <summary>What a strength is measured in: "sparsity", "bits". The name, but for one that is given in words.</summary>
    public string Coordinate { get; init; } = Name;

    /// <summary>The words of a strength that is given in words, and what they stand for; null for a number.</summary>
    public IReadOnlyList<StrengthChoice>? Choices { get; init; }

    /// <summary>The text of a strength; null where no word stands for it.</summary>
    internal string? Text(double strength) =>
        Choices is null ? strength.ToString(CultureInfo.InvariantCulture) : Choices.FirstOrDefault(c => c.Value == strength)?.Word;
}
