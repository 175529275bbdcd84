using MLNetHemorrhage.Evaluation.Prediction;
using MLNetHemorrhage.Evaluation.Statistics;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// How a modified model differs from its base, token by token on the same text: the statistics of
/// <c>llama-perplexity --kl-divergence</c>, exact on every scored token. Standard errors take each window as one observation;
/// those of ratios and differences are paired.
/// </summary>
public sealed class DivergenceResult
{
    internal DivergenceResult(TokenDivergences tokens)
    {
        var text = tokens.Text;
        double[] sizes = [.. text.Windows.Select(w => (double)w.ScoredTokens)];
        Base = new(text, text.WindowSums(tokens.BaseNll));
        Modified = new(text, text.WindowSums(tokens.ModifiedNll));
        LnRatio = Modified.LnRatioTo(Base);
        Difference = Modified.DifferenceTo(Base);
        Correlation = Statistics.Correlation.Pearson(tokens.ModifiedNll, tokens.BaseNll);
        KlDivergence = new(Mean(tokens.KlDivergence), Distribution.Of(tokens.KlDivergence));
        var square = Mean([.. tokens.DeltaProbability.Select(d => d * d)]);
        DeltaP = new(Mean(tokens.DeltaProbability), square.Sqrt(), Distribution.Of(tokens.DeltaProbability));
        SameTop = Mean(tokens.SameTop);
        TopOneAccuracy = new([.. tokens.BaseTop.Select(t => t.Right)], [.. tokens.ModifiedTop.Select(t => t.Right)], [.. Base.WindowTokens]);
        Calibration = CalibrationMeasure.Of(text, tokens.BaseTop, tokens.ModifiedTop);

        Estimate Mean(double[] values) => ClusteredRatio.Of(text.WindowSums(values), sizes);
    }

    /// <summary>The base model's perplexity.</summary>
    public PerplexityResult Base { get; }

    /// <summary>The modified model's perplexity.</summary>
    public PerplexityResult Modified { get; }

    /// <summary>ln of the modified perplexity over the base's, nats per token; positive where the modified model is worse.</summary>
    public Estimate LnRatio { get; }

    /// <summary>Modified perplexity over base perplexity.</summary>
    public Estimate Ratio => LnRatio.Exp();

    /// <summary>Modified perplexity minus base perplexity.</summary>
    public Estimate Difference { get; }

    /// <summary>Correlation of the two models' ln p over tokens; NaN where one does not vary.</summary>
    public double Correlation { get; }

    /// <summary>Kullback-Leibler divergence of the modified model's next-token distribution from the base's, nats per token.</summary>
    public KlDivergenceSummary KlDivergence { get; }

    /// <summary>Change of the probability of the true token: modified - base.</summary>
    public DeltaPSummary DeltaP { get; }

    /// <summary>Share of tokens where both models prefer the same token, 0 to 1.</summary>
    public Estimate SameTop { get; }

    /// <summary>How often each model's most likely token is the one that came.</summary>
    public PairedAccuracy TopOneAccuracy { get; }

    /// <summary>How well each model's confidence in its most likely token agrees with how often that token came.</summary>
    public CalibrationResult Calibration { get; }
}

/// <summary>Kullback-Leibler divergence, nats per token.</summary>
/// <param name="Mean">Mean over tokens.</param>
/// <param name="Distribution">Extremes and percentiles over tokens.</param>
public sealed record KlDivergenceSummary(Estimate Mean, Distribution Distribution);

/// <summary>Change of the probability of the true token, -1 to 1.</summary>
/// <param name="Mean">Mean over tokens.</param>
/// <param name="Rms">Root of the mean square over tokens.</param>
/// <param name="Distribution">Extremes and percentiles over tokens.</param>
public sealed record DeltaPSummary(Estimate Mean, Estimate Rms, Distribution Distribution);
