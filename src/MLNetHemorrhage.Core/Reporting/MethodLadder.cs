using System.Globalization;
using System.Text.RegularExpressions;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>One method at several strengths, found among recipes of one step.</summary>
/// <param name="Method">The method, as in "prune(wanda)", with every parameter but the strength.</param>
/// <param name="Coordinate">The parameter that grows: "sparsity" or "bits".</param>
/// <param name="Rungs">Strengths and what they gave, by growing damage.</param>
internal sealed record MethodLadder<T>(string Method, string Coordinate, IReadOnlyList<(double Strength, T Item)> Rungs)
{
    /// <summary>Whether damage grows as the parameter falls.</summary>
    public bool Descending => Coordinate == MethodLadder.FallingCoordinate;
}

/// <summary>Finds ladders.</summary>
internal static partial class MethodLadder
{
    public const string FallingCoordinate = "bits";

    /// <summary>A ladder for each method of which there are two strengths or more, in the order of their first recipes.</summary>
    public static IEnumerable<MethodLadder<T>> Find<T>(IEnumerable<T> items, Func<T, Recipe> recipe) =>
        from item in items
        where recipe(item).Steps.Count == 1
        let text = recipe(item).ToString()
        let strength = StrengthPattern().Match(text)
        where strength.Success
        group (Strength: double.Parse(strength.Groups[2].Value, CultureInfo.InvariantCulture), Item: item)
            by (Method: text.Remove(strength.Index, strength.Length), Coordinate: strength.Groups[1].Value) into method
        where method.Count() > 1
        select new MethodLadder<T>(method.Key.Method, method.Key.Coordinate, [.. method.OrderBy(Damage<T>(method.Key.Coordinate))]);

    private static Func<(double Strength, T Item), double> Damage<T>(string coordinate) => rung => coordinate == FallingCoordinate ? -rung.Strength : rung.Strength;

    [GeneratedRegex(@", (sparsity|bits)=([0-9.E+-]+)")]
    private static partial Regex StrengthPattern();
}
