using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// The 95 % interval of s0 by inverting a likelihood-ratio test. A chi-square or F cutoff does not hold here: the cost has several minima
/// and flat parts, the bounds k1, k2 ≥ 0 are often active, and there are few points. So every candidate s0 has its own distribution of the ratio,
/// simulated from the model fitted under that candidate (grid bootstrap; Hansen, "The grid bootstrap and the autoregressive model", 1999).
/// </summary>
internal sealed class TransitionInterval
{
    /// <summary>Simulated curves for each candidate.</summary>
    public const int Simulations = 199;

    // A candidate stays if at least so many of the simulated ratios reach the observed one: p above 5 %. Where fewer than five degrees of
    // freedom are left, the fitted parameters are so uncertain that this would cover more than 98 %; 6 % gives what is asked for.
    private const int LeastExceeding = 10, LeastExceedingOfFew = 12, FewFreedom = 5;
    private const int CoarseSteps = 64;
    private const int FineSteps = 48;
    private const int Parameters = 5;

    private readonly ScaledCurve _curve;
    private readonly double[][] _noise;
    private readonly double _floor;
    private readonly int _leastExceeding;

    public TransitionInterval(ScaledCurve curve, RandomSource random)
    {
        _curve = curve;
        _noise = curve.Noise(Simulations, random);
        _leastExceeding = curve.Count - Parameters < FewFreedom ? LeastExceedingOfFew : LeastExceeding;
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
        double deviation = Math.Sqrt(cost / (y.Length - Parameters + 1));
        var fitted = new double[y.Length];
        candidate.Fit(y, fitted);
        var drawn = new double[y.Length];
        int exceeding = 0;
        for (int i = 0; i < _noise.Length && exceeding + _noise.Length - i >= _leastExceeding; i++)
        {
            for (int j = 0; j < drawn.Length; j++) drawn[j] = fitted[j] + deviation * _noise[i][j];
            double atCandidate = candidate.Cost(drawn, KinkProfile.Squares(drawn));
            if (profile.AnyAtMost(drawn, atCandidate / ratio, index) && ++exceeding == _leastExceeding) return true;
        }
        return false;
    }

    // Far above any critical ratio: 1 + 3 F(1, n - 5; .95) / (n - 5), by Student's t² and its expansion in 1 / degrees of freedom.
    private static double ScreenRatio(int freedom)
    {
        double t = freedom switch { 1 => 12.706, 2 => 4.303, _ => 1.96 + 2.37 / freedom + 2.83 / (freedom * freedom) };
        return 1 + 3 * t * t / freedom;
    }
}
