using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// A curve made ready for least squares: ln perplexity less its mean, every row multiplied so that all have the same noise. Scaling a perplexity
/// therefore changes nothing but A.
/// </summary>
internal sealed class ScaledCurve
{
    public ScaledCurve(IReadOnlyList<DegradationPoint> points, double[] scales)
    {
        Strengths = [.. points.Select(point => point.Strength)];
        Scales = scales;
        Mean = points.Average(point => point.LnPerplexity);
        Values = [.. points.Select((point, i) => (point.LnPerplexity - Mean) * scales[i])];
    }

    public double[] Strengths { get; }

    public double[] Scales { get; }

    public double Mean { get; }

    public double[] Values { get; }

    public int Count => Values.Length;

    /// <summary>The transition model on an even grid of s0.</summary>
    public KinkProfile Profile(double low, double high, int steps) => Profile(Enumerable.Range(0, steps + 1).Select(i => i == steps ? high : low + (high - low) * i / steps));

    /// <summary>The transition model at every s0 of a grid.</summary>
    public KinkProfile Profile(IEnumerable<double> grid) => new([.. grid.Select(s0 => new KinkBasis(Strengths, Scales, s0))]);

    /// <summary>Standard normal noise for simulated curves: <c>[curve][point]</c>.</summary>
    public double[][] Noise(int curves, RandomSource random)
        => [.. Enumerable.Range(0, curves).Select(_ => Enumerable.Range(0, Count).Select(_ => random.NextGaussian()).ToArray())];
}
