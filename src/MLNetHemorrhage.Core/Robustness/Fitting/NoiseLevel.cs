namespace MLNetHemorrhage.Robustness;

/// <summary>How noisy a curve is when nothing tells the errors of its points.</summary>
internal static class NoiseLevel
{
    /// <summary>
    /// The standard deviation of single points from how far each lies off the line through its neighbours (Gasser, Sroka and
    /// Jennen-Steinmetz, "Residual variance and residual pattern in nonlinear regression", 1986), by the median, so that a corner counts little.
    /// NaN for fewer than 3 points.
    /// </summary>
    public static double Of(ReadOnlySpan<double> strengths, ReadOnlySpan<double> values)
    {
        if (values.Length < 3) return double.NaN;
        var residuals = new double[values.Length - 2];
        for (int i = 0; i < residuals.Length; i++)
        {
            double width = strengths[i + 2] - strengths[i];
            double left = width > 0 ? (strengths[i + 2] - strengths[i + 1]) / width : .5;
            double residual = left * values[i] + (1 - left) * values[i + 2] - values[i + 1];
            residuals[i] = Math.Abs(residual) / Math.Sqrt(left * left + (1 - left) * (1 - left) + 1);
        }
        Array.Sort(residuals);
        int middle = residuals.Length / 2;
        double median = residuals.Length % 2 == 1 ? residuals[middle] : (residuals[middle - 1] + residuals[middle]) / 2;
        return MedianToDeviation * median;
    }

    // 1 / the third quartile of the standard normal distribution.
    private const double MedianToDeviation = 1.482602218505602;
}
