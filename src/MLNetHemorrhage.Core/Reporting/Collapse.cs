using System.Globalization;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Reporting;

/// <summary>Where a method collapses when its strength grows from recipe to recipe.</summary>
/// <param name="Method">The method, as in "prune(wanda)", with every parameter but the strength.</param>
/// <param name="Coordinate">The parameter that grows: "sparsity" or "bits".</param>
/// <param name="LastStable">The greatest strength before the collapse, or null where the least one has collapsed already.</param>
/// <param name="FirstCollapsed">The least strength whose ln ratio exceeds <see cref="Criterion"/>, or null where none does.</param>
internal sealed record Collapse(string Method, string Coordinate, CollapsePoint? LastStable, CollapsePoint? FirstCollapsed)
{
    /// <summary>A method has collapsed where its ln ratio exceeds this: perplexity more than e times that of the base.</summary>
    public const double Criterion = SeverityRule.DefaultCollapseLn;

    /// <summary>One finding for each method of which there are two strengths or more, in the order of their first recipes.</summary>
    public static IReadOnlyList<Collapse> Find(IEnumerable<(Recipe Recipe, double LnRatio)> results) =>
        [.. MethodLadder.Find(results, r => r.Recipe).Select(Locate)];

    /// <summary>The finding in one line.</summary>
    public override string ToString() => (LastStable, FirstCollapsed) switch
    {
        ({ } stable, { } collapsed) => $"{Method} collapses between {Show(stable)} and {Show(collapsed)}",
        (null, { } collapsed) => $"{Method} has collapsed at {Show(collapsed)} already, the least strength here",
        ({ } stable, null) => $"{Method} does not collapse up to {Show(stable)}",
        _ => throw new InvalidOperationException("A collapse has at least one point."),
    };

    private static Collapse Locate(MethodLadder<(Recipe Recipe, double LnRatio)> ladder)
    {
        var points = ladder.Rungs.Select(rung => new CollapsePoint(rung.Strength, rung.Item.LnRatio)).ToList();
        int first = points.FindIndex(p => p.LnRatio > Criterion);
        return new(ladder.Method, ladder.Coordinate, first < 0 ? points[^1] : first == 0 ? null : points[first - 1], first < 0 ? null : points[first]);
    }

    private string Show(CollapsePoint point) =>
        string.Create(CultureInfo.InvariantCulture, $"{Coordinate}={point.Strength} (ln ratio {Numerals.Short(point.LnRatio)})");
}

/// <summary>A strength and what it costs.</summary>
/// <param name="Strength">The removed share or the bits.</param>
/// <param name="LnRatio">ln of the modified perplexity over that of the base.</param>
internal sealed record CollapsePoint(double Strength, double LnRatio);
