using System.Globalization;
using System.Runtime.CompilerServices;

namespace MLNetHemorrhage.Modifications;

/// <summary>Refuses parameter values that are out of range, in the words of the recipe.</summary>
internal static class ParameterChecks
{
    public static int CheckRange(this Modification step, int value, int least, int most, string expected, [CallerMemberName] string property = "") =>
        value >= least && value <= most ? value : throw OutOfRange(step, property, expected, value);

    public static double CheckNumber(this Modification step, double value, bool isAllowed, string expected, [CallerMemberName] string property = "") =>
        isAllowed ? value : throw OutOfRange(step, property, expected, value);

    public static T CheckWord<T>(this Modification step, T value, T[] allowed, [CallerMemberName] string property = "") where T : struct, Enum =>
        allowed.Contains(value) ? value : throw Refused(step, property, RecipeWords.Choice(allowed), RecipeWords.Of(value));

    public static HemorrhageException OutOfRange(Modification step, string property, string expected, IFormattable value) =>
        Refused(step, property, expected, value.ToString(null, CultureInfo.InvariantCulture));

    private static HemorrhageException Refused(Modification step, string property, string expected, string found) =>
        new($"{step.Method.Title}: {char.ToLowerInvariant(property[0])}{property[1..]} must be {expected}, found {found}");
}
