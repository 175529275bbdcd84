using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>The 16 values of the IQ4 formats, and the scale that fits a group to them.</summary>
internal static class Iq4Codebook
{
    // In the sixteenth lane: what is tried first.
    private const int Tries = 7, First = 2 * Tries + 1;

    public static ReadOnlySpan<sbyte> Values => [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

    /// <summary>The values in single precision.</summary>
    public static float[] Numbers() => [.. Values.ToArray().Select(v => (float)v)];

    /// <summary>The level whose value is nearest.</summary>
    public static byte Level(float x)
    {
        if (x <= Values[0]) return 0;
        int upper = 1;
        while (upper < Values.Length && x >= Values[upper]) upper++;
        if (upper == Values.Length) return (byte)(upper - 1);
        return (byte)(x - Values[upper - 1] < Values[upper] - x ? upper - 1 : upper);
    }

    /// <summary>How the errors in a group are weighted: by x² where the importance of the inputs is not known.</summary>
    public static void Weigh(ReadOnlySpan<float> group, BlockImportance importance, int start, float meanSquare, Span<float> weights)
    {
        if (importance.IsKnown) importance.Weigh(start, group, meanSquare, weights);
        else for (int i = 0; i < group.Length; i++) weights[i] = group[i] * group[i];
    }

    /// <summary>The weighted scale: the extreme weight goes to 15 values around the lowest one, for each the best scale is a quotient of sums.</summary>
    public static float Fit(ReadOnlySpan<float> x, ReadOnlySpan<float> weights)
    {
        float extreme = Extreme.Of(x);
        if (Math.Abs(extreme) < Extreme.Least) return 0;
        var inverses = (Lanes.From(-Tries) + Vector512.Create((float)Values[0])) / extreme;
        var (products, squares) = Sums(x, weights, inverses.WithElement(First, 1 / (-extreme / Values[0])));
        float scale = squares[First] > 0 ? products[First] / squares[First] : 0, best = scale * products[First];
        for (int t = 0; t <= 2 * Tries; t++)
        {
            if (!(squares[t] > 0 && products[t] * products[t] > best * squares[t])) continue;
            scale = products[t] / squares[t];
            best = scale * products[t];
        }
        return scale;
    }

    private static (Vector512<float> Products, Vector512<float> Squares) Sums(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Vector512<float> inverses)
    {
        Vector512<float> products = default, squares = default;
        for (int i = 0; i < x.Length; i++)
        {
            var values = Nearest(inverses * x[i]);
            products += weights[i] * values * x[i];
            squares += weights[i] * values * values;
        }
        return (products, squares);
    }

    // The value of the highest level whose lower bound, half-way to the level below, is not above x.
    private static Vector512<float> Nearest(Vector512<float> x)
    {
        var values = Vector512.Create((float)Values[0]);
        for (int level = 1; level < Values.Length; level++)
            values = Vector512.ConditionalSelect(
                Vector512.GreaterThanOrEqual(x, Vector512.Create((Values[level - 1] + Values[level]) / 2f)), Vector512.Create((float)Values[level]), values);
        return values;
    }
}
