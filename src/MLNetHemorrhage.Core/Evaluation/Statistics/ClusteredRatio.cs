namespace MLNetHemorrhage.Evaluation.Statistics;

/// <summary>
/// The ratio estimator of cluster sampling (Cochran 1977, ch. 6 and 9): sum of numerators over sum of denominators, its error
/// from the spread of whole clusters. Tokens of one window are not independent; windows nearly are.
/// </summary>
internal static class ClusteredRatio
{
    /// <summary>Estimates a ratio.</summary>
    /// <param name="numerators">One sum for each cluster.</param>
    /// <param name="denominators">The size of each cluster: tokens or bytes.</param>
    /// <returns>Σ y / Σ x, with the standard error sqrt(m / (m - 1) · Σ (y - r x)²) / Σ x over m clusters.</returns>
    public static Estimate Of(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators)
    {
        double size = Sum(denominators);
        double ratio = Sum(numerators) / size;
        var residuals = new double[numerators.Length];
        for (int i = 0; i < residuals.Length; i++) residuals[i] = numerators[i] - ratio * denominators[i];
        return new(ratio, StandardError(residuals, size));
    }

    /// <summary>The standard error of a linearised statistic from its residual in each cluster.</summary>
    /// <param name="residuals">What each cluster adds to (statistic - expectation) · size.</param>
    /// <param name="size">Sum of the sizes of all clusters.</param>
    /// <returns>The standard error; NaN for a single cluster.</returns>
    public static double StandardError(ReadOnlySpan<double> residuals, double size)
    {
        if (residuals.Length < 2) return double.NaN;
        double squares = 0;
        foreach (double residual in residuals) squares += residual * residual;
        double clusters = residuals.Length;
        return Math.Sqrt(clusters / (clusters - 1) * squares) / size;
    }

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
