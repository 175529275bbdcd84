using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Decoding;

/// <summary>A token drawn from softmax(logits / temperature).</summary>
internal sealed class TemperatureSampler(double temperature, RandomSource random) : ITokenSampler
{
    private double[] _cumulative = [];

    public int Choose(ReadOnlySpan<float> logits)
    {
        if (_cumulative.Length != logits.Length) _cumulative = new double[logits.Length];
        float maximum = Reductions.Max(logits);
        double sum = 0;
        for (int i = 0; i < logits.Length; i++) _cumulative[i] = sum += ScalarMath.Exp(((double)logits[i] - maximum) / temperature);

        // The first token whose cumulative weight exceeds the threshold; weights of zero are never first.
        double threshold = random.NextDouble() * sum;
        int low = 0, high = logits.Length - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (_cumulative[middle] > threshold) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
