namespace MLNetHemorrhage.Models.Weights.Codebooks;

/// <summary>
/// The 256 values between -1 and 1 that 8 bits with a sign, a unary exponent to the base 10 and a linear rest stand for (Dettmers 2016, "8-Bit
/// Approximations for Parallelism in Deep Learning").
/// </summary>
internal static class DynamicCode
{
    // The decades below 1 and how many values each has, from the finest to the coarsest.
    private static readonly double[] Decades = [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1];

    private static readonly float[] Values = [.. Magnitudes().SelectMany(m => (float[])[m, -m]).Append(0).Append(1).Order()];

    private static readonly NearestValue Codes = new(Values);

    public static float Value(byte code) => Values[code];

    public static byte Nearest(float x) => Codes.Of(x);

    // In every decade the middles of equal parts of the interval from 0.1 to 1.
    private static IEnumerable<float> Magnitudes()
    {
        for (int i = 0; i < Decades.Length; i++)
        {
            int parts = 1 << i;
            for (int p = 0; p < parts; p++) yield return (float)(Decades[i] * (0.1 + 0.9 * (p + 0.5) / parts));
        }
    }
}
