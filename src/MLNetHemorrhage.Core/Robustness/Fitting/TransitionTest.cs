using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Is there a transition at all? The ratio of the best smooth law's squared error to the transition model's is compared with its
/// distribution over curves drawn from that smooth law, because the transition model, with five parameters and several minima, always fits better.
/// </summary>
internal sealed class TransitionTest
{
    /// <summary>Simulated curves; a transition is declared if at most 3 of 199 have as large a ratio: p ≤ 2 %.</summary>
    public const int Simulations = 199;

    public const int MostExceeding = 3;

    private const int Steps = 64;

    private TransitionTest(string law, int exceeding, int simulated) => (Law, Exceeding, Simulated) = (law, exceeding, simulated);

    /// <summary>The best smooth law.</summary>
    public string Law { get; }

    /// <summary>Simulated curves with at least the observed ratio; the simulation stops when there are too many.</summary>
    public int Exceeding { get; }

    public int Simulated { get; }

    public bool IsTransition => Exceeding <= MostExceeding;

    /// <summary>The p-value: an upper bound of it where the simulation ran to its end, else an estimate.</summary>
    public double Chance => (Exceeding + 1.0) / (Simulated + 1);

    public static TransitionTest Of(ScaledCurve curve, double? lnBase, RandomSource random)
    {
        var profile = curve.Profile(curve.Strengths[0], curve.Strengths[^1], Steps);
        ISmoothLaw[] laws =
        [
            new LinearLaw("A s^b", curve, Math.Log), new LinearLaw("A exp(k s)", curve, s => s), new LinearLaw("A exp(k s^2)", curve, s => s * s),
            new AnchoredLaw(curve, lnBase),
        ];
        double[] y = curve.Values;
        double[] errors = Array.ConvertAll(laws, law => law.Fit(y, []));
        var best = laws[Array.IndexOf(errors, errors.Min())];
        var fitted = new double[y.Length];
        double error = best.Fit(y, fitted);
        // Curves without noise leave rounding errors alone.
        double floor = 1e-14 * KinkProfile.Squares(y), ratio = Math.Max(error, floor) / Math.Max(profile.Least(y), floor);
        double deviation = Math.Sqrt(error / Math.Max(1, y.Length - best.Parameters));

        var drawn = new double[y.Length];
        int exceeding = 0, simulated = 0;
        foreach (var noise in curve.Noise(Simulations, random))
        {
            for (int i = 0; i < drawn.Length; i++) drawn[i] = fitted[i] + deviation * noise[i];
            double smooth = double.PositiveInfinity;
            foreach (var law in laws) smooth = Math.Min(smooth, law.Fit(drawn, []));
            simulated++;
            if (profile.AnyAtMost(drawn, smooth / ratio, Steps / 2) && ++exceeding > MostExceeding) break;
        }
        return new(best.Name, exceeding, simulated);
    }
}
