using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

/// <summary>Curves of a known law at evenly spaced strengths on [.1, .8].</summary>
internal static class Curves
{
    public static DegradationCurve Of(Func<double, double> lnPerplexity, int count, double noise = 0, double? lnBase = null, ulong seed = 0)
    {
        var random = new RandomSource(seed);
        return new("", "sparsity", Enumerable.Range(0, count).Select(i =>
        {
            double strength = .1 + .7 * i / (count - 1);
            return new DegradationPoint(strength, lnPerplexity(strength) + noise * random.NextGaussian());
        }), lnBase);
    }
}
