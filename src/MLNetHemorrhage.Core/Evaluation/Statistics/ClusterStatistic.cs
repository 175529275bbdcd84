namespace MLNetHemorrhage.Evaluation.Statistics;

/// <summary>
/// A statistic with what each cluster adds to its error, so that functions of statistics measured on the same clusters have paired
/// errors: the delta method by Taylor linearisation (Cochran 1977, ch. 6; Woodruff 1971).
/// </summary>
internal sealed class ClusterStatistic
{
    private readonly double[] _residuals;

    private ClusterStatistic(double value, double[] residuals) => (Value, _residuals) = (value, residuals);

    /// <summary>The number.</summary>
    public double Value { get; }

    /// <summary>A number that cannot be known.</summary>
    public static ClusterStatistic Unknown(int clusters)
    {
        var residuals = new double[clusters];
        Array.Fill(residuals, double.NaN);
        return new(double.NaN, residuals);
    }

    /// <summary>Σ y / Σ x over clusters.</summary>
    public static ClusterStatistic Ratio(ReadOnlySpan<double> numerators, ReadOnlySpan<double> denominators)
    {
        double size = Sum(denominators), ratio = Sum(numerators) / size;
        var residuals = new double[numerators.Length];
        for (int i = 0; i < residuals.Length; i++) residuals[i] = (numerators[i] - ratio * denominators[i]) / size;
        return new(ratio, residuals);
    }

    /// <summary>Σ x / sqrt(Σ a · Σ b), a similarity from inner products; 0 where one of a and b alone is nothing but zeros, 1 where both are.</summary>
    public static ClusterStatistic Similarity(ReadOnlySpan<double> x, ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sumA = Sum(a), sumB = Sum(b);
        var residuals = new double[x.Length];
        if (sumA == 0 || sumB == 0) return new(sumA == sumB ? 1 : 0, residuals);
        double root = Math.Sqrt(sumA * sumB), similarity = Sum(x) / root;
        for (int i = 0; i < residuals.Length; i++) residuals[i] = x[i] / root - similarity / 2 * (a[i] / sumA + b[i] / sumB);
        return new(similarity, residuals);
    }

    /// <summary>Σ weight · statistic; all have the same clusters.</summary>
    public static ClusterStatistic Combine(ReadOnlySpan<ClusterStatistic> statistics, ReadOnlySpan<double> weights)
    {
        double value = 0;
        var residuals = new double[statistics[0]._residuals.Length];
        for (int s = 0; s < statistics.Length; s++)
        {
            value += weights[s] * statistics[s].Value;
            for (int i = 0; i < residuals.Length; i++) residuals[i] += weights[s] * statistics[s]._residuals[i];
        }
        return new(value, residuals);
    }

    /// <summary>Mean of statistics.</summary>
    public static ClusterStatistic Mean(ReadOnlySpan<ClusterStatistic> statistics)
    {
        var weights = new double[statistics.Length];
        Array.Fill(weights, 1.0 / statistics.Length);
        return Combine(statistics, weights);
    }

    /// <summary>This minus another.</summary>
    public ClusterStatistic Minus(ClusterStatistic other) => Combine([this, other], [1, -1]);

    /// <summary>Natural logarithm.</summary>
    public ClusterStatistic Log() => new(Math.Log(Value), [.. _residuals.Select(r => r / Value)]);

    /// <summary>The number with its standard error, sqrt(m / (m - 1) · Σ residual²) over m clusters.</summary>
    public Estimate ToEstimate() => new(Value, ClusteredRatio.StandardError(_residuals, 1));

    private static double Sum(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum;
    }
}
