namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>
/// The scale and the levels 0 … 2·middle - 1 of a group, value = scale · (level - middle), errors weighted by x²: starts with the extreme
/// weight on the lowest level, then moves one level at a time where that helps, at most five times through the group.
/// </summary>
internal static class CoordinateFit
{
    private const int Rounds = 5;

    public static float Fit(ReadOnlySpan<float> x, int middle, Span<byte> levels)
    {
        float extreme = Extreme.Of(x);
        if (Math.Abs(extreme) < Extreme.Least)
        {
            levels.Clear();
            return 0;
        }
        float inverse = -middle / extreme, products = 0, squares = 0;
        Span<int> signed = stackalloc int[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            signed[i] = Nearest.Level(inverse * x[i], -middle, middle - 1);
            float weight = x[i] * x[i];
            products += weight * x[i] * signed[i];
            squares += weight * signed[i] * signed[i];
        }
        for (int round = 0; round < Rounds; round++)
            if (!Improve(x, middle, signed, ref products, ref squares)) break;
        for (int i = 0; i < x.Length; i++) levels[i] = (byte)(signed[i] + middle);
        return products / squares;
    }

    private static bool Improve(ReadOnlySpan<float> x, int middle, Span<int> levels, ref float products, ref float squares)
    {
        bool changed = false;
        for (int i = 0; i < x.Length; i++)
        {
            float weight = x[i] * x[i], otherProducts = products - weight * x[i] * levels[i];
            if (!(otherProducts > 0)) continue;
            float otherSquares = squares - weight * levels[i] * levels[i];
            int level = Nearest.Level(x[i] * otherSquares / otherProducts, -middle, middle - 1);
            if (level == levels[i]) continue;
            otherProducts += weight * x[i] * level;
            otherSquares += weight * level * level;
            if (!(otherSquares > 0 && otherProducts * otherProducts * squares > products * products * otherSquares)) continue;
            (levels[i], products, squares) = (level, otherProducts, otherSquares);
            changed = true;
        }
        return changed;
    }
}
