using System.Globalization;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Configuration;

/// <summary>Numbers of settings: with a point whatever the culture, in the unit of the step's own parameter.</summary>
internal static class SettingNumber
{
    /// <summary>The verbs whose steps have a strength.</summary>
    public static IReadOnlyList<string> Verbs { get; } = ["prune", "pruneStructured", "quantize", "factorize"];

    public static string CoordinateOf(string verb) => verb switch
    {
        "prune" => "sparsity",
        "pruneStructured" => "ratio",
        "quantize" => "bits",
        _ => "keep",
    };

    public static double? Read(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && !double.IsNaN(number) && !double.IsInfinity(number) ? number : null;

    /// <summary>The strength of a value; null where it is no number or out of range.</summary>
    public static double? Strength(string coordinate, string text)
    {
        if (Read(text) is not { } value) return null;
        bool isInRange = coordinate == "bits" ? value is >= 1 and <= Strengths.FullBits : value is >= 0 and <= 1;
        return isInRange ? Strengths.Of(coordinate, value) : null;
    }
}
