namespace MLNetHemorrhage.Models.Weights.Ggml.Fits;

/// <summary>
/// The scale, the minimum and the levels of a group, value = scale · level - minimum: the range of the levels goes through some widths
/// around the last level; for each, scale and minimum are the weighted least squares, the minimum not below zero.
/// </summary>
/// <param name="Start">What the first width adds to the last level.</param>
/// <param name="Step">What every further width adds.</param>
/// <param name="Steps">Further widths.</param>
/// <param name="IsAbsolute">Whether absolute errors are compared, not squared ones.</param>
internal readonly record struct AffineFit(float Start, float Step, int Steps, bool IsAbsolute = false)
{
    /// <summary>The fit wherever the importance of the inputs is known.</summary>
    public static AffineFit Weighted { get; } = new(-0.9f, 0.05f, 36);

    public (float Scale, float Minimum) Fit(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, int lastLevel, Span<byte> levels)
    {
        var (minimum, largest) = Extreme.Range(x);
        if (minimum > 0) minimum = 0;
        if (largest <= minimum)
        {
            levels.Clear();
            return (0, -minimum);
        }

        float weightSum = 0, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            weightSum += weights[i];
            sum += weights[i] * x[i];
        }
        float inverse = lastLevel / (largest - minimum), scale = 1 / inverse;
        Round(x, minimum, inverse, lastLevel, levels);
        float best = Error(x, weights, levels, scale, minimum);
        Span<byte> tried = stackalloc byte[x.Length];
        for (int i = 0; i <= Steps; i++)
        {
            inverse = (Start + Step * i + lastLevel) / (largest - minimum);
            Round(x, minimum, inverse, lastLevel, tried);
            if (LeastSquares(x, weights, tried, weightSum, sum) is not (var newScale, var newMinimum)) continue;
            float error = Error(x, weights, tried, newScale, newMinimum);
            if (!(error < best)) continue;
            tried.CopyTo(levels);
            (best, scale, minimum) = (error, newScale, newMinimum);
        }
        return (scale, -minimum);
    }

    private static (float Scale, float Minimum)? LeastSquares(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<byte> levels, float weightSum, float sum)
    {
        float levelSum = 0, squares = 0, products = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float weighted = weights[i] * levels[i];
            levelSum += weighted;
            squares += weighted * levels[i];
            products += weighted * x[i];
        }
        float determinant = weightSum * squares - levelSum * levelSum;
        if (!(determinant > 0)) return null;
        float minimum = (squares * sum - levelSum * products) / determinant;
        return minimum > 0 ? (products / squares, 0) : ((weightSum * products - sum * levelSum) / determinant, minimum);
    }

    private float Error(ReadOnlySpan<float> x, ReadOnlySpan<float> weights, ReadOnlySpan<byte> levels, float scale, float minimum)
    {
        float error = 0;
        for (int i = 0; i < x.Length; i++)
        {
            float difference = scale * levels[i] + minimum - x[i];
            error += weights[i] * (IsAbsolute ? Math.Abs(difference) : difference * difference);
        }
        return error;
    }

    private static void Round(ReadOnlySpan<float> x, float minimum, float inverse, int lastLevel, Span<byte> levels)
    {
        for (int i = 0; i < x.Length; i++) levels[i] = (byte)Nearest.Level(inverse * (x[i] - minimum), 0, lastLevel);
    }
}
