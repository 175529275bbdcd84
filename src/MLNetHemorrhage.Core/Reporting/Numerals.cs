using System.Globalization;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>Numbers as tables show them.</summary>
public static class Numerals
{
    /// <summary>A number to four significant places: "4.086", "1.20e+6".</summary>
    /// <param name="value">The number.</param>
    /// <returns>The text; "∞" for an infinite number, "?" for one that is unknown (NaN).</returns>
    public static string Short(double value) => value switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        double.NaN => "?",
        0 => "0",
        _ when Math.Abs(value) is >= 1e5 or < 1e-4 => value.ToString("0.00e+0", CultureInfo.InvariantCulture),
        _ => value.ToString("F" + Math.Clamp(3 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 6), CultureInfo.InvariantCulture),
    };

    /// <summary>A number with its standard error: "4.086 ± 0.049".</summary>
    /// <param name="estimate">The number.</param>
    /// <returns>The text; the error's two leading digits decide how many digits are shown.</returns>
    public static string WithError(Estimate estimate)
    {
        var (value, error) = estimate;
        if (!double.IsFinite(value) || !double.IsFinite(error)) return $"{Short(value)} ± {Short(error)}";
        if (error == 0) return $"{Short(value)} ± 0";
        // The error's two leading digits say how many digits of the value mean something.
        int decimals = Math.Max(0, 1 - (int)Math.Floor(Math.Log10(error)));
        if (decimals > 6 || Math.Abs(value) >= 1e6) return $"{Short(value)} ± {Short(error)}";
        var format = "F" + decimals.ToString(CultureInfo.InvariantCulture);
        return $"{value.ToString(format, CultureInfo.InvariantCulture)} ± {error.ToString(format, CultureInfo.InvariantCulture)}";
    }

    /// <summary>A share as a percentage: "50.0 %".</summary>
    /// <param name="share">The share, 0 to 1.</param>
    /// <returns>The text.</returns>
    public static string Percent(double share) =>
        (double.IsFinite(share) ? (share * 100).ToString("0.0", CultureInfo.InvariantCulture) : Short(share)) + " %";

    /// <summary>A share with its standard error, in percent.</summary>
    /// <param name="share">The share, 0 to 1.</param>
    /// <returns>The same, times 100.</returns>
    public static Estimate Percentage(Estimate share) => new(share.Value * 100, share.StandardError * 100);

    /// <summary>A share with its standard error as a percentage: "98.83 ± 0.96 %".</summary>
    /// <param name="share">The share, 0 to 1.</param>
    /// <returns>The text.</returns>
    public static string Percent(Estimate share) => WithError(Percentage(share)) + " %";

    /// <summary>Bits per weight: "4.11".</summary>
    /// <param name="size">The weights.</param>
    /// <returns>The text, to two decimals.</returns>
    public static string Bits(WeightSize size) => size.BitsPerWeight.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A whole number with thousands apart: "7,615,488".</summary>
    /// <param name="value">The number.</param>
    /// <returns>The text.</returns>
    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
