namespace MLNetHemorrhage.Robustness;

/// <summary>
/// How much every point counts. Standard errors say how well a point was measured, not how well any law can follow it: the law's own misfit,
/// the same for all points, is added to their variances, so that points measured very well do not decide alone.
/// </summary>
internal static class PointScales
{
    private const int Parameters = 5;

    /// <summary>What every residual is multiplied by; 1 where errors are missing.</summary>
    public static double[] Of(IReadOnlyList<DegradationPoint> points)
    {
        double[] equal = [.. points.Select(_ => 1.0)];
        if (points.Any(point => !(point.StandardError > 0))) return equal;
        double[] variances = [.. points.Select(point => point.StandardError * point.StandardError)];
        double scatter = FormChoice.Power(points, equal, quadratic: true).SquaredError / Math.Max(1, points.Count - Parameters);
        double misfit = Math.Max(0, scatter - variances.Average());
        // Relative to the mean, so that equal errors weigh as no errors do, to the bit.
        double mean = variances.Average() + misfit;
        return [.. variances.Select(variance => Math.Sqrt(mean / (variance + misfit)))];
    }
}
