namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>The 16 values of the IQ4 formats, and the scale that fits a group to them.</summary>
internal static class Iq4Codebook
{
    private const int Tries = 7;

    public static ReadOnlySpan<sbyte> Values => [-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113];

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
        var (products, squares) = Sums(x, weights, 1 / (-extreme / Values[0]));
        float scale = squares > 0 ? products / squares : 0, best = scale * products;
        for (int i = -Tries; i <= Tries; i++)
        {
            (products, squares) = Sums(x, weights, (i + Values[0]) / extreme);
            if (!(squares > 0 && products * products > best * squares)) continue;
            scale = products / squares;
            best = scale * products;
        }
        return scale;
    }

    private static (float Products, float Squares) Sums(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, float inverse)
    {
        float products = 0, squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float value = Values[Level(inverse * x[i])];
            products += weights[i] * value * x[i];
            squares += weights[i] * value * value;
        }
        return (products, squares);
    }
}
