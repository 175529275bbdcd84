namespace MLNetHemorrhage.Robustness;

/// <summary>
/// A rising piecewise-linear curve from (0, 0) through points: damage does not shrink as a modification grows, so a dip is noise and is
/// averaged away (pool adjacent violators; Barlow et al., "Statistical inference under order restrictions", 1972).
/// </summary>
internal static class IsotonicCurve
{
    /// <summary>The nearest rising values, in squares; none below 0.</summary>
    public static void Rise(Span<double> values)
    {
        Span<double> mean = values.Length <= 256 ? stackalloc double[values.Length] : new double[values.Length];
        Span<int> size = values.Length <= 256 ? stackalloc int[values.Length] : new int[values.Length];
        int blocks = 0;
        foreach (double value in values)
        {
            (mean[blocks], size[blocks++]) = (value, 1);
            for (; blocks > 1 && mean[blocks - 2] >= mean[blocks - 1]; blocks--)
            {
                int both = size[blocks - 2] + size[blocks - 1];
                mean[blocks - 2] = (mean[blocks - 2] * size[blocks - 2] + mean[blocks - 1] * size[blocks - 1]) / both;
                size[blocks - 2] = both;
            }
        }
        for (int block = 0, at = 0; block < blocks; block++)
        {
            for (int i = 0; i < size[block]; i++) values[at++] = Math.Max(0, mean[block]);
        }
    }

    /// <summary>The largest strength at which the curve is at most <paramref name="limit"/>; +Infinity if it is so at the last one.</summary>
    /// <param name="strengths">Above 0, rising.</param>
    /// <param name="values">Rising; the curve begins at 0 for strength 0.</param>
    /// <param name="limit">0 or above.</param>
    public static double Last(ReadOnlySpan<double> strengths, ReadOnlySpan<double> values, double limit)
    {
        double strength = 0, value = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > limit)
            {
                // Points at one strength have no slope between them: the step itself is the place.
                return strength + (strengths[i] - strength) * (limit - value) / (values[i] - value);
            }
            (strength, value) = (strengths[i], values[i]);
        }
        return double.PositiveInfinity;
    }
}
