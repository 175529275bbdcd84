using System.Globalization;
using MLNetHemorrhage.Modifications.Pruning;

namespace MLNetHemorrhage.Modifications;

/// <summary>How a parameter of a step is read from a recipe and written to one. Reading gives null where the text has the wrong form.</summary>
/// <param name="Name">Name in recipes.</param>
/// <param name="Expected">Completes "must be …".</param>
/// <param name="IsStrength">Whether the canonical text shows it even at its default.</param>
/// <param name="Read">The step with the value of a text.</param>
/// <param name="Write">The text of a step's value.</param>
/// <param name="IsWhole">Whether only whole numbers are allowed.</param>
internal sealed record Parameter<T>(string Name, string Expected, bool IsStrength, Func<T, string, T?> Read, Func<T, string> Write, bool IsWhole = false)
    where T : Modification
{
    /// <summary>For a strength that is given in words: its coordinate and what the words stand for in it.</summary>
    public (string Coordinate, StrengthChoice[] Choices)? Words { get; init; }

    public ModificationParameter Describe(T step) => new(Name, Expected, Write(step), IsStrength, IsWhole)
    {
        Coordinate = Words?.Coordinate ?? Name, Choices = Words?.Choices,
    };
}

/// <summary>Makes parameters by the type of their value.</summary>
internal static class Parameter
{
    public static Parameter<T> Number<T>(string name, string expected, bool isStrength, Func<T, double> get, Func<T, double, T> set) where T : Modification =>
        new(name, expected, isStrength,
            (step, text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? set(step, value) : null,
            step => get(step).ToString(CultureInfo.InvariantCulture));

    /// <summary>A number or "none".</summary>
    public static Parameter<T> OptionalNumber<T>(string name, string expected, Func<T, double?> get, Func<T, double?, T> set) where T : Modification
    {
        const string None = "none";
        return new(name, $"{None} or {expected}", false,
            (step, text) => text == None ? set(step, null) : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? set(step, value) : null,
            step => get(step)?.ToString(CultureInfo.InvariantCulture) ?? None);
    }

    public static Parameter<T> Integer<T>(string name, string expected, bool isStrength, Func<T, int> get, Func<T, int, T> set) where T : Modification =>
        new(name, expected, isStrength,
            (step, text) => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? set(step, value) : null,
            step => get(step).ToString(CultureInfo.InvariantCulture),
            IsWhole: true);

    /// <summary>A whole number or "none".</summary>
    public static Parameter<T> OptionalInteger<T>(string name, string expected, Func<T, int?> get, Func<T, int?, T> set) where T : Modification
    {
        const string None = "none";
        return new(name, $"{None} or {expected}", false,
            (step, text) => text == None ? set(step, null) : int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? set(step, value) : null,
            step => get(step)?.ToString(CultureInfo.InvariantCulture) ?? None);
    }

    public static Parameter<T> Boolean<T>(string name, Func<T, bool> get, Func<T, bool, T> set) where T : Modification =>
        new(name, "true or false", false,
            (step, text) => text switch { "true" => set(step, true), "false" => set(step, false), _ => null },
            step => get(step) ? "true" : "false");

    /// <summary>One of the members of an enumeration, or of those that the method allows.</summary>
    public static Parameter<T> Word<T, TEnum>(string name, Func<T, TEnum> get, Func<T, TEnum, T> set, params TEnum[] allowed) where T : Modification where TEnum : struct, Enum =>
        new(name, RecipeWords.Choice(allowed), false,
            (step, text) => RecipeWords.Find(text, allowed) is { } value ? set(step, value) : null,
            step => RecipeWords.Of(get(step)));

    public static Parameter<T> Pattern<T>(string name, Func<T, KeepPattern?> get, Func<T, KeepPattern?, T> set) where T : Modification
    {
        const string None = "none";
        return new(name, $"{None} or {KeepPattern.Range}", false,
            (step, text) => text == None ? set(step, null) : KeepPattern.Find(text) is { } value ? set(step, value) : null,
            step => get(step)?.ToString() ?? None);
    }
}
