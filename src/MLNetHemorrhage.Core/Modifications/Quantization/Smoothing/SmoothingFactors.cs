using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Modifications.Quantization.Smoothing;

/// <summary>What SmoothQuant divides inputs and multiplies weights by.</summary>
internal static class SmoothingFactors
{
    private const double Least = 1e-5;

    /// <summary>max(x_j^migration / max(w_j, 1e-5)^(1 - migration), 1e-5), given the largest magnitudes of inputs and of the weights that read them; in single precision.</summary>
    public static float[] Of(ReadOnlySpan<double> inputs, ReadOnlySpan<float> weights, double migration)
    {
        var factors = new float[inputs.Length];
        for (int j = 0; j < factors.Length; j++)
            factors[j] = (float)Math.Max(Least, ScalarMath.Pow(inputs[j], migration) / ScalarMath.Pow(Math.Max(Least, weights[j]), 1 - migration));
        return factors;
    }
}
