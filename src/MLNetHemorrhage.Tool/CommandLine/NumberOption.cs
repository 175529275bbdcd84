using System.CommandLine;
using System.Globalization;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Options that take a number in a range and say so when they get something else.</summary>
internal static class NumberOption
{
    /// <summary>A whole number.</summary>
    public static Option<int> Whole(string name, string description, string helpName, int minimum, int maximum, int standard) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var found = result.Tokens[^1].Value;
            if (int.TryParse(found, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum) return value;
            result.AddError($"{name}: expected a whole number from {minimum} to {maximum}, found '{found}'");
            return standard;
        },
    };

    /// <summary>A real number that may be left out.</summary>
    public static Option<double?> OptionalReal(string name, string description, string helpName, double minimum, double maximum) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = result =>
        {
            var found = result.Tokens[^1].Value;
            if (double.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum) return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: expected a number from {minimum} to {maximum}, found '{found}'"));
            return null;
        },
    };

    /// <summary>A real number.</summary>
    public static Option<double> Real(string name, string description, string helpName, double minimum, double maximum, double standard) => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => standard,
        CustomParser = result =>
        {
            var found = result.Tokens[^1].Value;
            if (double.TryParse(found, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum) return value;
            result.AddError(string.Create(CultureInfo.InvariantCulture, $"{name}: expected a number from {minimum} to {maximum}, found '{found}'"));
            return standard;
        },
    };
}
