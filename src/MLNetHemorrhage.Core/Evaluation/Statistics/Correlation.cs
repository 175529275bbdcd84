namespace MLNetHemorrhage.Evaluation.Statistics;

/// <summary>How strongly two series of equal length move together.</summary>
internal static class Correlation
{
    /// <summary>Pearson's coefficient, two passes; NaN where a series does not vary.</summary>
    public static double Pearson(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        double meanX = 0, meanY = 0;
        for (int i = 0; i < x.Length; i++) (meanX, meanY) = (meanX + x[i], meanY + y[i]);
        (meanX, meanY) = (meanX / x.Length, meanY / y.Length);
        double xx = 0, yy = 0, xy = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double dx = x[i] - meanX, dy = y[i] - meanY;
            (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy);
        }
        // One root each, so that a series against itself gives exactly 1.
        return xy / (Math.Sqrt(xx) * Math.Sqrt(yy));
    }
}
