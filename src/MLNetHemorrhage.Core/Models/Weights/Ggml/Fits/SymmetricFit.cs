using System.Runtime.Intrinsics;

namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>
/// The scale and the levels 0 … 2·middle - 1 of a group, value = scale · (level - middle), that make the weighted squared error small:
/// the inverse scale goes through 19 values around the one that puts the extreme weight on the lowest level; for each the best scale is a quotient of sums.
/// </summary>
internal static class SymmetricFit
{
    private const int Tries = 9;
    private const float Step = 0.1f;

    public static float Fit(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, int middle, Span<byte> levels)
    {
        float extreme = Extreme.Of(x);
        if (Math.Abs(extreme) < Extreme.Least)
        {
            levels.Clear();
            return 0;
        }
        Span<float> products = stackalloc float[2 * Lanes.Count], squares = stackalloc float[2 * Lanes.Count], inverses = stackalloc float[2 * Lanes.Count];
        for (int first = 0; first <= 2 * Tries; first += Lanes.Count)
        {
            var tried = -(Vector512.Create((float)middle) + Step * Lanes.From(first - Tries)) / extreme;
            var (sums, weighted) = Sums(x, weights, middle, tried);
            sums.CopyTo(products[first..]);
            weighted.CopyTo(squares[first..]);
            tried.CopyTo(inverses[first..]);
        }
        int chosen = Tries;
        float scale = squares[chosen] == 0 ? 0 : products[chosen] / squares[chosen], best = scale * products[chosen];
        for (int t = 0; t <= 2 * Tries; t++)
        {
            if (t == Tries || !(squares[t] > 0 && products[t] * products[t] > best * squares[t])) continue;
            chosen = t;
            scale = products[t] / squares[t];
            best = scale * products[t];
        }
        Nearest.Scaled(x, 0, inverses[chosen], 2 * middle - 1, levels, offset: middle);
        return scale;
    }

    private static (Vector512<float> Products, Vector512<float> Squares) Sums(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, int middle, Vector512<float> inverses)
    {
        Vector512<float> products = default, squares = default, least = Vector512.Create((float)-middle), most = Vector512.Create((float)(middle - 1));
        for (int i = 0; i < x.Length; i++)
        {
            var levels = Lanes.Level(inverses * x[i], least, most);
            products += weights[i] * x[i] * levels;
            squares += weights[i] * levels * levels;
        }
        return (products, squares);
    }
}
