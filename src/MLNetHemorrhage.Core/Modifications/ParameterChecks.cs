using System.Globalization;
using System.Runtime.CompilerServices;

namespace MLNetHemorrhage.Modifications;

/// <summary>Refuses parameter values that are out of range, in the words of the recipe.</summary>
internal static class ParameterChecks
{
    public static int CheckRange(this Modification step, int value, int least, int most, string expected, [CallerMemberName] string property = "") =>
        value >= least && value <= most ? value : throw OutOfRange(step, property, expected, value);

    public static HemorrhageException OutOfRange(Modification step, string property, string expected, IFormattable value) =>
        new($"{step.Method.Title}: {char.ToLowerInvariant(property[0])}{property[1..]} must be {expected}, found {value.ToString(null, CultureInfo.InvariantCulture)}");
}
