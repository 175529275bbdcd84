namespace MLNetHemorrhage.Robustness;

/// <summary>
/// The transition model with the dense-anchored law at its left. Three of its parameters are not linear (s0, the rise of ln perplexity at s0,
/// the exponent): the best of a grid is improved by steps along each, halved when none helps; k1 and k2 are exact each time.
/// </summary>
internal sealed class AnchoredFit
{
    private const int Corners = 48, Halvings = 30;
    private static readonly double[] s_exponents = [.3, .5, .8, 1.2, 1.8, 2.7, 4, 6, 9, 13, 20, 30];
    private static readonly double[] s_shares = [.005, .01, .02, .035, .06, .1, .15, .22, .3, .4, .55, .75, 1];

    private readonly double[] _strengths;
    private readonly double[] _rises;
    private readonly double[] _scales;
    private readonly bool _quadratic;

    public AnchoredFit(IReadOnlyList<DegradationPoint> points, double[] scales, double lnBase, bool quadratic)
    {
        _strengths = [.. points.Select(point => point.Strength)];
        _rises = [.. points.Select(point => point.LnPerplexity - lnBase)];
        (_scales, _quadratic) = (scales, quadratic);
    }

    /// <summary>One set of parameters and its squared error.</summary>
    internal readonly record struct Candidate(double S0, double Rise, double B, double K1, double K2, double SquaredError)
    {
        /// <summary>a of 1 + a s^b.</summary>
        public double A => (Math.Exp(Rise) - 1) / Math.Pow(S0, B);
    }

    /// <summary>The best parameters.</summary>
    public Candidate Best()
    {
        double first = _strengths[0], last = _strengths[^1], most = Math.Max(_rises.Max(), 1e-6);
        var best = new Candidate { SquaredError = double.PositiveInfinity };
        for (int i = 0; i <= Corners; i++)
        {
            foreach (double exponent in s_exponents)
            {
                foreach (double share in s_shares) best = Better(best, At(first + (last - first) * i / Corners, share * most, exponent));
            }
        }
        double corner = (last - first) / Corners, factor = 1.4;
        for (int halvings = 0; halvings < Halvings;)
        {
            var next = best;
            foreach (double way in (ReadOnlySpan<double>)[-1, 1])
            {
                next = Better(next, At(Math.Clamp(best.S0 + way * corner, first, last), best.Rise, best.B));
                next = Better(next, At(best.S0, best.Rise * Math.Pow(factor, way), best.B));
                next = Better(next, At(best.S0, best.Rise, best.B * Math.Pow(factor, way)));
            }
            if (next.SquaredError < best.SquaredError) best = next;
            else (corner, factor, halvings) = (corner / 2, Math.Sqrt(factor), halvings + 1);
        }
        return best;
    }

    private static Candidate Better(Candidate one, Candidate other) => other.SquaredError < one.SquaredError ? other : one;

    private Candidate At(double s0, double rise, double exponent)
    {
        // Moments of the residual on d and d², d = s - s0 beyond s0.
        double yy = 0, y1 = 0, y2 = 0, d11 = 0, d12 = 0, d22 = 0, growth = Math.Exp(rise) - 1;
        for (int i = 0; i < _strengths.Length; i++)
        {
            double beyond = Math.Max(0, _strengths[i] - s0);
            double left = beyond > 0 ? rise : Math.Log(1 + growth * Math.Pow(_strengths[i] / s0, exponent));
            double y = _scales[i] * (_rises[i] - left), d1 = _scales[i] * beyond, d2 = d1 * beyond;
            (yy, y1, y2) = (yy + y * y, y1 + y * d1, y2 + y * d2);
            (d11, d12, d22) = (d11 + d1 * d1, d12 + d1 * d2, d22 + d2 * d2);
        }
        double k1 = d11 > 0 ? Math.Max(0, y1 / d11) : 0, k2 = 0;
        double error = yy - k1 * (2 * y1 - k1 * d11);
        if (_quadratic && d22 > 0)
        {
            double alone = Math.Max(0, y2 / d22), errorAlone = yy - alone * (2 * y2 - alone * d22);
            if (errorAlone < error) (k1, k2, error) = (0, alone, errorAlone);
            double determinant = d11 * d22 - d12 * d12, both1 = (y1 * d22 - y2 * d12) / determinant, both2 = (y2 * d11 - y1 * d12) / determinant;
            if (determinant > 1e-12 * d11 * d22 && both1 >= 0 && both2 >= 0) (k1, k2, error) = (both1, both2, yy - both1 * y1 - both2 * y2);
        }
        return new(s0, rise, exponent, k1, k2, error);
    }
}
