using System.Globalization;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>Numbers as tables show them.</summary>
internal static class Numerals
{
    /// <summary>A number to four significant places of its error-free part: "4.0862", "1.2e+06".</summary>
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

    /// <summary>A share as a percentage.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";

    /// <summary>A share with its standard error, in percent.</summary>
    public static Estimate Percentage(Estimate share) => new(share.Value * 100, share.StandardError * 100);

    /// <summary>A share with its standard error, with the sign.</summary>
    public static string Percent(Estimate share) => WithError(Percentage(share)) + " %";

    /// <summary>Bits per weight.</summary>
    public static string Bits(WeightSize size) => size.BitsPerWeight.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A whole number with thousands apart.</summary>
    public static string Whole(long value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
