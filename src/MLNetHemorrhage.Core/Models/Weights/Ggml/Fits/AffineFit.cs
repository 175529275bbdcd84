using System.Runtime.Intrinsics;

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

        float inverse = lastLevel / (largest - minimum), scale = 1 / inverse, origin = minimum;
        float best = Errors(x, weights, Vector512.Create(inverse), origin, lastLevel, Vector512.Create(scale), Vector512.Create(minimum))[0];
        for (int next = 0; next <= Steps;)
        {
            // Widths reach from the minimum that was found last: after a better one the rest is tried anew.
            float from = minimum;
            var tried = (Vector512.Create(Start) + Step * Lanes.From(next) + Vector512.Create((float)lastLevel)) / (largest - from);
            var (scales, minimums, found) = LeastSquares(x, weights, tried, from, lastLevel);
            var errors = Errors(x, weights, tried, from, lastLevel, scales, minimums);
            for (int t = 0; t < Lanes.Count && next <= Steps && minimum == from; t++, next++)
                if (found[t] != 0 && errors[t] < best) (best, inverse, origin, scale, minimum) = (errors[t], tried[t], from, scales[t], minimums[t]);
        }
        Nearest.Scaled(x, origin, inverse, lastLevel, levels);
        return (scale, -minimum);
    }

    private static (Vector512<float> Scales, Vector512<float> Minimums, Vector512<int> Found) LeastSquares(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Vector512<float> inverses, float origin, int lastLevel)
    {
        Vector512<float> levelSums = default, squares = default, products = default, last = Vector512.Create((float)lastLevel);
        float weightSum = 0, sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            weightSum += weights[i];
            sum += weights[i] * x[i];
            var levels = Lanes.Level(inverses * (x[i] - origin), default, last);
            var weighted = weights[i] * levels;
            levelSums += weighted;
            squares += weighted * levels;
            products += weighted * x[i];
        }
        var determinants = weightSum * squares - levelSums * levelSums;
        var minimums = (squares * sum - levelSums * products) / determinants;
        var isAbove = Vector512.GreaterThan(minimums, default);
        var scales = Vector512.ConditionalSelect(isAbove, products / squares, (weightSum * products - sum * levelSums) / determinants);
        return (scales, Vector512.ConditionalSelect(isAbove, default, minimums), Vector512.GreaterThan(determinants, default).AsInt32());
    }

    private Vector512<float> Errors(
        ReadOnlySpan<float> x, ReadOnlySpan<float> weights, Vector512<float> inverses, float origin, int lastLevel, Vector512<float> scales, Vector512<float> minimums)
    {
        Vector512<float> errors = default, last = Vector512.Create((float)lastLevel);
        for (int i = 0; i < x.Length; i++)
        {
            var levels = Lanes.Level(inverses * (x[i] - origin), default, last);
            var differences = scales * levels + minimums - Vector512.Create(x[i]);
            errors += weights[i] * (IsAbsolute ? Vector512.Abs(differences) : differences * differences);
        }
        return errors;
    }
}
