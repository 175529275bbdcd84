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
        float inverse = -middle / extreme;
        var (products, squares) = Sums(x, weights, middle, inverse);
        Round(x, middle, inverse, levels);
        float scale = squares == 0 ? 0 : products / squares, best = scale * products;
        for (int i = -Tries; i <= Tries; i++)
        {
            if (i == 0) continue;
            inverse = -(middle + Step * i) / extreme;
            (products, squares) = Sums(x, weights, middle, inverse);
            if (!(squares > 0 && products * products > best * squares)) continue;
            Round(x, middle, inverse, levels);
            scale = products / squares;
            best = scale * products;
        }
        return scale;
    }

    private static (float Products, float Squares) Sums(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, int middle, float inverse)
    {
        float products = 0, squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            int level = Nearest.Level(inverse * x[i], -middle, middle - 1);
            products += weights[i] * x[i] * level;
            squares += weights[i] * level * level;
        }
        return (products, squares);
    }

    private static void Round(ReadOnlySpan<float> x, int middle, float inverse, Span<byte> levels)
    {
        for (int i = 0; i < x.Length; i++) levels[i] = (byte)(middle + Nearest.Level(inverse * x[i], -middle, middle - 1));
    }
}
