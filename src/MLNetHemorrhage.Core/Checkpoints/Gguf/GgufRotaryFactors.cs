using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Layers;

namespace MLNetHemorrhage.Checkpoints.Gguf;

/// <summary>
/// The Llama 3 frequency scaling, which GGUF files have as what each frequency is divided by. Reading looks for the scaling that gives
/// these factors, so that the frequencies are computed as for any other checkpoint.
/// </summary>
internal static class GgufRotaryFactors
{
    private const double LowFrequencyFactor = 1, HighFrequencyFactor = 4; // of all published models
    private const double Tolerance = 1e-4;
    private const int LongestContextBits = 20;

    public static float[] Of(RotarySpec spec, int headSize)
    {
        double[] plain = RotaryFrequencies.Of(spec with { Llama3Scaling = null }, headSize), scaled = RotaryFrequencies.Of(spec, headSize);
        return [.. plain.Zip(scaled, (p, s) => (float)(p / s))];
    }

    /// <exception cref="HemorrhageException">The factors are not of that scaling.</exception>
    public static Llama3RotaryScaling? Read(float[] factors, double rotaryBase, string file)
    {
        float factor = factors.Max();
        if (factor == 1 && factors.Min() == 1) return null;
        for (int bits = 0; bits <= LongestContextBits && factor >= 1; bits++)
        {
            var scaling = new Llama3RotaryScaling(factor, LowFrequencyFactor, HighFrequencyFactor, 1 << bits);
            var expected = Of(new() { Base = rotaryBase, Llama3Scaling = scaling }, 2 * factors.Length);
            if (expected.Zip(factors).All(f => Math.Abs(f.First - f.Second) <= Tolerance * f.First)) return scaling;
        }
        throw CheckpointError.Tensor(file, GgufNames.RotaryFactors, "the factors of a Llama 3 scaling (low frequency factor 1, high 4, an original context that is a power of two)", "others");
    }
}
