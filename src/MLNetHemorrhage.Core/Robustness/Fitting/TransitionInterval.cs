using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// The 95 % interval of s0 by inverting a likelihood-ratio test. A chi-square or F cutoff does not hold here: the cost has several minima
/// and flat parts, the bounds k1, k2 ≥ 0 are often active, and there are few points. But under a candidate s0 the model is linear, so what it
/// explains and the length of what it leaves are sufficient for its parameters and the noise, and given these the direction of what is left is uniform,
/// whatever they are. Curves drawn so give the ratio's exact distribution (Knowles and Siegmund, "On Hotelling's approach to testing for a nonlinear
/// parameter in regression", 1989), at any number of points. Where a bound holds a parameter at 0, it is taken to be 0.
/// </summary>
internal sealed class TransitionInterval
{
    /// <summary>Simulated curves for each candidate.</summary>
    public const int Simulations = 199;

    // A candidate stays if so many of the simulated curves have at least the observed ratio: a test at the level of 4 %. The distribution is exact
    // where no bound is active; where one is, the interval covers up to four per cent less than the test promises.
    private const int LeastExceeding = 8;

    private const int CoarseSteps = 64;
    private const int FineSteps = 48;
    private const int Parameters = 5;

    private readonly ScaledCurve _curve;
    private readonly double[][] _noise;
    private readonly double[][] _rest = new double[Simulations][];
    private readonly double _floor;

    public TransitionInterval(ScaledCurve curve, RandomSource random)
    {
        _curve = curve;
        _noise = curve.Noise(Simulations, random);
        // Curves without noise have ratios of rounding errors; below this a cost counts as none.
        _floor = 1e-14 * KinkProfile.Squares(curve.Values);
    }

    /// <summary>
    /// The candidates around the best s0 that the test keeps, without a gap. With few points it may also keep others, further away and on the
    /// far side of rejected ones; to bridge that gap would cover more than is asked for.
    /// </summary>
    public (double Low, double High) Find()
    {
        double first = _curve.Strengths[0], last = _curve.Strengths[^1];
        var coarse = _curve.Profile(first, last, CoarseSteps);
        var costs = coarse.Costs(_curve.Values);
        double limit = Math.Max(_floor, costs.Min()) * ScreenRatio(_curve.Count - Parameters);
        int from = Array.FindIndex(costs, cost => cost <= limit), to = Array.FindLastIndex(costs, cost => cost <= limit);
        double low = coarse.Bases[Math.Max(0, from - 1)].S0, high = coarse.Bases[Math.Min(CoarseSteps, to + 1)].S0;
        var fine = _curve.Profile(low, high, FineSteps);
        KinkBasis[] below = [.. coarse.Bases.Where(basis => basis.S0 < low)], above = [.. coarse.Bases.Where(basis => basis.S0 > high)];
        var profile = new KinkProfile([.. below, .. fine.Bases, .. above]);

        var fineCosts = fine.Costs(_curve.Values);
        double least = Math.Max(_floor, fineCosts.Min());
        int begin = Array.IndexOf(fineCosts, fineCosts.Min()) + below.Length, end = begin;
        while (begin > below.Length && IsAccepted(profile, begin - 1, least)) begin--;
        while (end < below.Length + FineSteps && IsAccepted(profile, end + 1, least)) end++;
        return (profile.Bases[begin].S0, profile.Bases[end].S0);
    }

    // Whether the test keeps a candidate, one of the profile's bases.
    private bool IsAccepted(KinkProfile profile, int index, double least)
    {
        var candidate = profile.Bases[index];
        double[] y = _curve.Values;
        double cost = Math.Max(least, candidate.Cost(y, KinkProfile.Squares(y)));
        double ratio = cost / least;
        if (ratio == 1) return true;
        if (ratio > ScreenRatio(y.Length - Parameters)) return false;
        double[] explained = new double[y.Length], drawn = new double[y.Length];
        candidate.Split(y, _noise, explained, _rest);
        double length = Math.Sqrt(SquaresBetween(y, explained));
        int exceeding = 0;
        for (int i = 0; i < _rest.Length && exceeding + _rest.Length - i >= LeastExceeding; i++)
        {
            double scale = length / Math.Sqrt(KinkProfile.Squares(_rest[i]));
            for (int j = 0; j < drawn.Length; j++) drawn[j] = explained[j] + scale * _rest[i][j];
            double atCandidate = candidate.Cost(drawn, KinkProfile.Squares(drawn));
            if (profile.AnyAtMost(drawn, atCandidate / ratio, index) && ++exceeding == LeastExceeding) return true;
        }
        return false;
    }

    private static double SquaresBetween(double[] x, double[] y)
    {
        double sum = 0;
        for (int i = 0; i < x.Length; i++) sum += (x[i] - y[i]) * (x[i] - y[i]);
        return sum;
    }

    // Far above any critical ratio: 1 + 3 F(1, n - 5; .95) / (n - 5), by Student's t² and its expansion in 1 / degrees of freedom.
    private static double ScreenRatio(int freedom)
    {
        double t = freedom switch { 1 => 12.706, 2 => 4.303, _ => 1.96 + 2.37 / freedom + 2.83 / (freedom * freedom) };
        return 1 + 3 * t * t / freedom;
    }
}
