using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Awq;

/// <summary>The factors of inputs that AWQ tries: powers of their mean magnitudes.</summary>
internal static class ChannelScales
{
    /// <summary>Powers tried: 0, 0.05, … 0.95.</summary>
    public const int Candidates = 20;

    private const double Least = 1e-4;

    /// <summary>max(m_j^(candidate / 20), 1e-4) over the root of the largest times the smallest of these, in single precision.</summary>
    public static float[] Of(ReadOnlySpan<double> magnitudes, int candidate)
    {
        var scales = new double[magnitudes.Length];
        for (int j = 0; j < scales.Length; j++) scales[j] = Math.Max(Least, ScalarMath.Pow(magnitudes[j], (double)candidate / Candidates));
        double middle = Math.Sqrt(scales.Max() * scales.Min());
        return [.. scales.Select(s => (float)(s / middle))];
    }
}
