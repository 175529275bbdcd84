using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Models.Layers;

/// <summary>Angular frequencies of rotary embedding, in radians per position, after the scaling of the spec.</summary>
internal static class RotaryFrequencies
{
    /// <summary>One frequency per rotated pair [head size / 2]: base^(-2 i / head size), scaled.</summary>
    public static double[] Of(RotarySpec spec, int headSize)
    {
        var frequencies = new double[headSize / 2];
        for (int i = 0; i < frequencies.Length; i++)
        {
            double plain = ScalarMath.Pow(spec.Base, -2.0 * i / headSize);
            frequencies[i] = spec.Llama3Scaling is { } scaling ? Scale(plain, scaling) : plain;
        }
        return frequencies;
    }

    private static double Scale(double frequency, Llama3RotaryScaling scaling)
    {
        double wavelength = 2 * Math.PI / frequency;
        double turns = scaling.OriginalContextLength / wavelength;
        if (turns < scaling.LowFrequencyFactor) return frequency / scaling.Factor;
        if (turns > scaling.HighFrequencyFactor) return frequency;
        double kept = (turns - scaling.LowFrequencyFactor) / (scaling.HighFrequencyFactor - scaling.LowFrequencyFactor);
        return (1 - kept) * frequency / scaling.Factor + kept * frequency;
    }
}
