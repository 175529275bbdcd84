using System.Globalization;
using System.Text.RegularExpressions;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>Where a method collapses when its strength grows from recipe to recipe.</summary>
/// <param name="Method">The method, as in "prune(wanda)", with every parameter but the strength.</param>
/// <param name="Coordinate">The parameter that grows: "sparsity" or "bits".</param>
/// <param name="LastStable">The greatest strength before the collapse, or null where the least one has collapsed already.</param>
/// <param name="FirstCollapsed">The least strength whose ln ratio exceeds <see cref="Criterion"/>, or null where none does.</param>
internal sealed partial record Collapse(string Method, string Coordinate, CollapsePoint? LastStable, CollapsePoint? FirstCollapsed)
{
    /// <summary>A method has collapsed where its ln ratio exceeds this: perplexity more than e times that of the base.</summary>
    public const double Criterion = 1;

    /// <summary>One finding for each method of which there are two strengths or more, in the order of their first recipes.</summary>
    public static IReadOnlyList<Collapse> Find(IEnumerable<(Recipe Recipe, double LnRatio)> results) =>
    [
        .. results
            .Where(r => r.Recipe.Steps.Count == 1)
            .Select(r => (Text: r.Recipe.ToString(), r.LnRatio))
            .Select(r => (r.Text, r.LnRatio, Strength: StrengthPattern().Match(r.Text)))
            .Where(r => r.Strength.Success)
            .GroupBy(r => (Method: r.Text.Remove(r.Strength.Index, r.Strength.Length), Coordinate: r.Strength.Groups[1].Value))
            .Where(group => group.Count() > 1)
            .Select(group => Locate(group.Key.Method, group.Key.Coordinate, group.Select(r => new CollapsePoint(Number(r.Strength), r.LnRatio)))),
    ];

    /// <summary>The finding in one line.</summary>
    public override string ToString() => (LastStable, FirstCollapsed) switch
    {
        ({ } stable, { } collapsed) => $"{Method} collapses between {Show(stable)} and {Show(collapsed)}",
        (null, { } collapsed) => $"{Method} has collapsed at {Show(collapsed)} already, the least strength here",
        ({ } stable, null) => $"{Method} does not collapse up to {Show(stable)}",
        _ => throw new InvalidOperationException("A collapse has at least one point."),
    };

    private static Collapse Locate(string method, string coordinate, IEnumerable<CollapsePoint> points)
    {
        // Damage grows with the removed share and with falling bits.
        var ordered = points.OrderBy(p => coordinate == "bits" ? -p.Strength : p.Strength).ToList();
        int first = ordered.FindIndex(p => p.LnRatio > Criterion);
        return new(method, coordinate, first < 0 ? ordered[^1] : first == 0 ? null : ordered[first - 1], first < 0 ? null : ordered[first]);
    }

    private static double Number(Match strength) => double.Parse(strength.Groups[2].Value, CultureInfo.InvariantCulture);

    private string Show(CollapsePoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{Coordinate}={point.Strength} (ln ratio {Numerals.Short(point.LnRatio)})");

    [GeneratedRegex(@", (sparsity|bits)=([0-9.E+-]+)")]
    private static partial Regex StrengthPattern();
}

/// <summary>A strength and what it costs.</summary>
/// <param name="Strength">The removed share or the bits.</param>
/// <param name="LnRatio">ln of the modified perplexity over that of the base.</param>
internal sealed record CollapsePoint(double Strength, double LnRatio);
