using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>
/// How far a modification can go within a tolerance: the largest strength whose ln perplexity is within <see cref="Tolerance"/> of the
/// untouched model's. No law is assumed; the curve is the nearest rising one, linear in ln perplexity between the points.
/// </summary>
/// <param name="Tolerance">Allowed rise of ln perplexity.</param>
/// <param name="STol">The strength; the last one measured if the tolerance was not reached; NaN if the base model's perplexity is unknown.</param>
/// <param name="Low">Lower end of the 95 % band; NaN without a band.</param>
/// <param name="High">Upper end; +Infinity where it lies beyond the last strength measured.</param>
/// <param name="Reached">Whether the curve leaves the tolerance within the strengths measured. If not, <paramref name="STol"/> is a lower bound.</param>
/// <param name="Band">What the band was resampled from.</param>
public sealed record ToleranceThreshold(double Tolerance, double STol, double Low, double High, bool Reached, ToleranceBand Band)
{
    private const int Resamples = 2000;
    private const double Tail = .025;

    /// <summary>The default tolerance: ln 1.05, five per cent of perplexity.</summary>
    public static double DefaultTolerance { get; } = Math.Log(1.05);

    /// <summary>Finds the threshold of a curve, with a bootstrap band.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="toleranceLn">Allowed rise of ln perplexity, above 0; the default is ln 1.05.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    /// <returns>The threshold.</returns>
    public static ToleranceThreshold Find(DegradationCurve curve, double? toleranceLn = null, ulong seed = 0)
    {
        double tolerance = toleranceLn ?? DefaultTolerance;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(tolerance, nameof(toleranceLn));
        var none = new ToleranceThreshold(tolerance, double.NaN, double.NaN, double.NaN, false, ToleranceBand.None);
        if (curve.LnBasePerplexity is not { } dense || curve.Points.Count == 0) return none;

        double[] strengths = [.. curve.Points.Select(point => point.Strength)];
        double[] rises = [.. curve.Points.Select(point => point.LnPerplexity - dense)];
        double found = Crossing(strengths, rises, tolerance);
        bool reached = double.IsFinite(found);
        var threshold = none with { STol = reached ? found : strengths[^1], Reached = reached };

        var source = CurveResampling.Of(curve, rises);
        if (source is null) return threshold;
        var random = new RandomSource(seed);
        var crossings = new double[Resamples];
        var resampled = new double[rises.Length];
        for (int i = 0; i < Resamples; i++)
        {
            source.Draw(random, resampled);
            crossings[i] = Crossing(strengths, resampled, tolerance);
        }
        Array.Sort(crossings);
        int below = (int)(Tail * Resamples);
        return threshold with { Low = Math.Min(crossings[below], strengths[^1]), High = crossings[Resamples - 1 - below], Band = source.Band };
    }

    private static double Crossing(double[] strengths, double[] rises, double tolerance)
    {
        Span<double> rising = [.. rises];
        IsotonicCurve.Rise(rising);
        return IsotonicCurve.Last(strengths, rising, tolerance);
    }
}
