namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>
/// The scale and the levels 0 … last of values that are not negative, such as the scales of groups: the inverse scale goes through nine
/// values, then single levels move where that helps, at most five times through all.
/// </summary>
internal static class PositiveFit
{
    private const int Tries = 4, Rounds = 5;
    private const float Step = 0.1f;

    public static float Fit(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, int lastLevel, Span<byte> levels)
    {
        float largest = Math.Max(0, Extreme.Range(x).Largest);
        if (largest == 0)
        {
            levels.Clear();
            return 0;
        }
        float inverse = lastLevel / largest, best = Error(x, weights, lastLevel, inverse);
        for (int i = -Tries; i <= Tries; i++)
        {
            if (i == 0) continue;
            float tried = (Step * i + lastLevel) / largest, error = Error(x, weights, lastLevel, tried);
            if (error < best) (best, inverse) = (error, tried);
        }

        float products = 0, squares = 0;
        for (int i = 0; i < x.Length; i++)
        {
            levels[i] = (byte)Nearest.Level(inverse * x[i], 0, lastLevel);
            products += weights[i] * x[i] * levels[i];
            squares += weights[i] * levels[i] * levels[i];
        }
        for (int round = 0; round < Rounds; round++)
            if (!Improve(x, weights, lastLevel, levels, ref products, ref squares)) break;
        return squares > 0 ? products / squares : 1 / inverse;
    }

    private static float Error(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, int lastLevel, float inverse)
    {
        float error = 0, scale = 1 / inverse;
        for (int i = 0; i < x.Length; i++)
        {
            float difference = x[i] - scale * Nearest.Level(inverse * x[i], 0, lastLevel);
            error += weights[i] * difference * difference;
        }
        return error;
    }

    private static bool Improve(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, int lastLevel, Span<byte> levels, ref float products, ref float squares)
    {
        bool changed = false;
        for (int i = 0; i < x.Length; i++)
        {
            float otherProducts = products - weights[i] * x[i] * levels[i], otherSquares = squares - weights[i] * levels[i] * levels[i];
            if (!(otherProducts > 0 && otherSquares > 0)) continue;
            int level = Nearest.Level(x[i] * otherSquares / otherProducts, 0, lastLevel);
            if (level == levels[i]) continue;
            otherProducts += weights[i] * x[i] * level;
            otherSquares += weights[i] * level * level;
            if (!(otherProducts * otherProducts * squares > products * products * otherSquares)) continue;
            (levels[i], products, squares) = ((byte)level, otherProducts, otherSquares);
            changed = true;
        }
        return changed;
    }
}
