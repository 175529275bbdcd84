namespace MLNetHemorrhage.Robustness;

/// <summary>
/// Where a curve leaves its gentle regime ("Phase transitions in large language model compression", npj Artificial Intelligence 2, 21, 2026):
/// <code>
/// P(s) = A s^b                                    s ≤ s0     (or P_dense (1 + A s^b))
/// P(s) = P(s0) exp(k1 (s - s0) + k2 (s - s0)²)    s > s0
/// </code>
/// Continuous at s0, where the slope may jump. In a refused fit every number is NaN.
/// </summary>
public sealed record PhaseTransition
{
    /// <summary>How the fit was made: <c>robust</c>, or <c>paper:</c> and the preset.</summary>
    public required string Mode { get; init; }

    /// <summary>What the fit concludes. Paper mode always says Transition: its boxes presuppose one.</summary>
    public required FitVerdict Verdict { get; init; }

    /// <summary>One sentence: why this verdict.</summary>
    public required string Reason { get; init; }

    /// <summary>The law left of the transition.</summary>
    public TransitionForm Form { get; init; }

    /// <summary>A perplexity for the power law; without unit for the dense-anchored form.</summary>
    public double A { get; init; } = double.NaN;

    /// <summary>The exponent left of the transition.</summary>
    public double B { get; init; } = double.NaN;

    /// <summary>Growth of ln perplexity per unit of strength just right of the transition.</summary>
    public double K1 { get; init; } = double.NaN;

    /// <summary>Its quadratic term.</summary>
    public double K2 { get; init; } = double.NaN;

    /// <summary>The strength of the transition.</summary>
    public double S0 { get; init; } = double.NaN;

    /// <summary>Lower end of the 95 % interval of S0; NaN in paper mode, whose boxes leave nothing to estimate an interval from.</summary>
    public double Low { get; init; } = double.NaN;

    /// <summary>Upper end of the 95 % interval of S0; NaN in paper mode.</summary>
    public double High { get; init; } = double.NaN;

    /// <summary>Root mean square of the residuals in ln perplexity.</summary>
    public double Rmse { get; init; } = double.NaN;

    /// <summary>ln of the untouched model's perplexity, where the form is anchored there; else NaN.</summary>
    public double LnBasePerplexity { get; init; } = double.NaN;

    /// <summary>The bounds that the estimate sits on, as in <c>s0&lt;=0.33</c>: there the bound, not the data, decided.</summary>
    public IReadOnlyList<string> ActiveBounds { get; init; } = [];

    /// <summary>The fitted curve.</summary>
    /// <param name="strength">A strength above 0.</param>
    /// <returns>ln perplexity; NaN where the fit was refused.</returns>
    public double LnPerplexityAt(double strength)
    {
        double beyond = Math.Max(0, strength - S0);
        return Gentle(Math.Min(strength, S0)) + (K1 + K2 * beyond) * beyond;
    }

    private double Gentle(double strength) => Form == TransitionForm.PowerLaw
        ? Math.Log(A) + B * Math.Log(strength)
        : LnBasePerplexity + Math.Log(1 + A * Math.Pow(strength, B));
}
