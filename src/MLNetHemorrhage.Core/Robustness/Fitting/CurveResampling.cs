using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Robustness;

/// <summary>Draws the curve that another text of the same kind might have given.</summary>
internal abstract class CurveResampling(ToleranceBand band)
{
    public ToleranceBand Band { get; } = band;

    /// <summary>The best source there is for a curve: windows, else standard errors, else scatter; null if there is none.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="rises">Its ln perplexities less the base model's.</param>
    public static CurveResampling? Of(DegradationCurve curve, double[] rises)
    {
        if (curve.Windows is { Tokens.Count: > 1 } windows) return new FromWindows(windows);
        double[] errors = [.. curve.Points.Select(point => point.StandardError)];
        if (!errors.Any(double.IsNaN)) return new FromErrors(ToleranceBand.StandardErrors, rises, errors);
        double noise = NoiseLevel.Of([.. curve.Points.Select(point => point.Strength)], rises);
        return double.IsNaN(noise) ? null : new FromErrors(ToleranceBand.Scatter, rises, [.. errors.Select(_ => noise)]);
    }

    /// <summary>Draws rises of ln perplexity, one for each point.</summary>
    public abstract void Draw(RandomSource random, Span<double> rises);

    private sealed class FromErrors(ToleranceBand band, double[] rises, double[] errors) : CurveResampling(band)
    {
        public override void Draw(RandomSource random, Span<double> drawn)
        {
            for (int i = 0; i < drawn.Length; i++) drawn[i] = rises[i] + errors[i] * random.NextGaussian();
        }
    }

    // One draw of windows serves every strength and the base model: what is hard for one is hard for all.
    private sealed class FromWindows(WindowLosses windows) : CurveResampling(ToleranceBand.Windows)
    {
        public override void Draw(RandomSource random, Span<double> drawn)
        {
            drawn.Clear();
            double tokens = 0;
            int count = windows.Tokens.Count;
            for (int i = 0; i < count; i++)
            {
                int window = random.NextInt(count);
                tokens += windows.Tokens[window];
                for (int point = 0; point < drawn.Length; point++) drawn[point] += windows.Points[point][window] - windows.Base[window];
            }
            for (int point = 0; point < drawn.Length; point++) drawn[point] /= tokens;
        }
    }
}
