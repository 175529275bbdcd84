namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// Divergences of two discrete distributions, in nats. Every term is written so that it is not negative: the sums are exactly 0
/// for equal distributions and never below.
/// </summary>
internal static class ScoreDivergence
{
    private const double SeriesRadius = 1.0 / 16;

    /// <summary>Σ p ln(p / q) (Kullback and Leibler 1951); +Infinity where q is 0 and p is not.</summary>
    public static double KullbackLeibler(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++) sum += Term(p[i], q[i]);
        return sum;
    }

    /// <summary>Half the divergences of both from their mean (Lin 1991): symmetric, from 0 to ln 2.</summary>
    public static double JensenShannon(ReadOnlySpan<double> p, ReadOnlySpan<double> q)
    {
        double sum = 0;
        for (int i = 0; i < p.Length; i++)
        {
            double mean = (p[i] + q[i]) / 2;
            sum += Term(p[i], mean) + Term(q[i], mean);
        }
        // Distributions without a class in common may round to just above the bound.
        return Math.Min(sum / 2, Math.Log(2));
    }

    // p ln(p / q) - p + q: the added q - p cancels over a distribution.
    private static double Term(double p, double q)
    {
        if (p == 0) return q;
        double d = (q - p) / p;
        if (Math.Abs(d) >= SeriesRadius) return Math.Max(0, p * (Math.Log(p) - Math.Log(q)) + (q - p));
        // p (d - ln(1 + d)) with ln(1 + d) = 2 atanh(u), u = d / (2 + d): the leading terms cancel by hand, not by rounding.
        double u = d / (2 + d), v = u * u;
        double tail = 1.0 / 3 + v * (1.0 / 5 + v * (1.0 / 7 + v * (1.0 / 9 + v * (1.0 / 11 + v / 13))));
        return p * u * (d - 2 * v * tail);
    }
}
