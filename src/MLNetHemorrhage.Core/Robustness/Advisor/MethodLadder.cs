using System.Globalization;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Stacking;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Robustness;

/// <summary>A method at every strength whose cost is known: shares in steps of 0.05, whole bits.</summary>
internal sealed record MethodLadder(ModificationMethod Method, CurveRecord? Curve, IReadOnlyList<Modification> Steps)
{
    private const int ShareSteps = 20;

    private static readonly int[] Bits = [8, 7, 6, 5, 4, 3, 2];

    /// <summary>Where the curve comes from.</summary>
    public string Origin => Curve is null ? "" : (Curve.MeasuredOn ?? Curve.Model) + (Curve.Source is null ? "" : $" ({Curve.Source})");

    /// <summary>The greatest strength that is known, where that is not all that the method has.</summary>
    public string? Limit => Curve is { } curve && curve.LastStrength() < Strengths.Of(curve.Coordinate, curve.Coordinate == "bits" ? Bits[^1] : 1)
        ? string.Create(CultureInfo.InvariantCulture, $"{curve.Coordinate}={Math.Round(Strengths.Value(curve.Coordinate, curve.LastStrength()), 3)}")
        : null;

    /// <summary>Every method; where the model has curves of its own, the others are without a curve.</summary>
    public static List<MethodLadder> All(ThresholdTable table, ThresholdContext context)
    {
        var all = ModificationMethods.All.Select(m => Of(m, table, context)).ToList();
        return all.Exists(l => l.IsOwn(context)) ? [.. all.Select(l => l.IsOwn(context) ? l : new(l.Method, null, []))] : all;
    }

    /// <summary>Whether the curve was measured on this very model.</summary>
    public bool IsOwn(ThresholdContext context) => Curve is not null && ModelPattern.IsOwn(Curve, context);

    private static MethodLadder Of(ModificationMethod method, ThresholdTable table, ThresholdContext context)
    {
        var parameter = method.Parameters.SingleOrDefault(p => p.IsStrength);
        var curve = parameter is null ? null : table.FindCurve(new(method.Kind.Verb(), method.Name), parameter.Coordinate, context);
        if (parameter is null || curve is null) return new(method, null, []);
        return new(method, curve,
        [
            .. (parameter.Choices?.Select(c => c.Value).Distinct() ?? Values(curve.Coordinate))
                .Where(value => curve.Covers(Strengths.Of(curve.Coordinate, value)))
                .Select(value => method.Find(method.Default, parameter.Name, parameter.Text(value)!))
                .OfType<Modification>(),
        ]);
    }

    private static IEnumerable<double> Values(string coordinate) => coordinate == "bits"
        ? Bits.Select(b => (double)b)
        : Enumerable.Range(1, ShareSteps - 1).Select(i => (double)i / ShareSteps);
}
