using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>A known law to simulate curves from.</summary>
/// <param name="Name">Its name.</param>
/// <param name="S0">Where it turns; NaN if nowhere.</param>
/// <param name="LnPerplexity">ln perplexity at a strength.</param>
internal sealed record CoverageTruth(string Name, double S0, Func<double, double> LnPerplexity)
{
    public const double First = .1, Last = .8;

    /// <summary>A curve at evenly spaced strengths with normal noise on ln perplexity.</summary>
    public DegradationCurve Draw(int count, double noise, RandomSource random)
    {
        return new(Name, "sparsity", Enumerable.Range(0, count).Select(i =>
        {
            double strength = First + (Last - First) * i / (count - 1);
            return new DegradationPoint(strength, LnPerplexity(strength) + noise * random.NextGaussian());
        }));
    }
}

/// <summary>The eight published unstructured fits, and four smooth laws.</summary>
internal static class CoverageTruths
{
    public static IReadOnlyList<CoverageTruth> Transitions { get; } =
    [
        Published("sparsegpt(ptb)", 7.670622, .216195, .592887, 5, 24.916068),
        Published("wanda", 7.923577, .231542, .573326, 5.000003, 90.304396),
        Published("RIA", 9.097188, .278909, .606863, 19.754436, 63.464892),
        Published("w.DSnoT", 9.307877, .294036, .6, 8.325873, 101.462943),
        Published("s.DSnoT", 8.579556, .242211, .6, 9.859092, 81.252187),
        Published("admm", 7.717633, .224645, .620576, 3, 28.370948),
        Published("sparsegpt_owl", 8.968461, .268935, .65, 8.742785, 12.33678),
        Published("wanda_owl", 9.012493, .26669, .618844, 8, 79.143517),
    ];

    public static IReadOnlyList<CoverageTruth> Smooth { get; } =
    [
        new("8 s^0.25", double.NaN, s => Math.Log(8) + .25 * Math.Log(s)),
        new("5.1 (1 + 6 s^4)", double.NaN, s => Math.Log(5.1) + Math.Log(1 + 6 * Math.Pow(s, 4))),
        new("5.1 exp(3 s)", double.NaN, s => Math.Log(5.1) + 3 * s),
        new("5.1 exp(5 s^2)", double.NaN, s => Math.Log(5.1) + 5 * s * s),
    ];

    public static IReadOnlyList<CoverageTruth> All { get; } = [.. Transitions, .. Smooth];

    private static CoverageTruth Published(string name, double a, double b, double s0, double k1, double k2)
    {
        var law = new PhaseTransition { Mode = "published", Verdict = FitVerdict.Transition, Reason = "", A = a, B = b, S0 = s0, K1 = k1, K2 = k2 };
        return new(name, s0, law.LnPerplexityAt);
    }
}
