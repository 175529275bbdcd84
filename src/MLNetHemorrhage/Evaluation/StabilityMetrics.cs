using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Evaluation.Layers;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Evaluation;

/// <summary>
/// What a language model lost when it was modified. Means weigh each token alike; a standard error takes each window of the protocol (by
/// default each document) as one observation, is paired where two models are compared, and is NaN for a single window.
/// </summary>
/// <remarks>
/// With the probabilities p of the baseline and q of the modified model:
/// <list type="bullet">
/// <item><description>Perplexity: exp of the mean of -ln p(token).</description></item>
/// <item><description>ln ratio: ln(modified perplexity / baseline perplexity) = mean of ln p(token) - ln q(token).</description></item>
/// <item><description>KL divergence: mean of Σ p ln(p / q) over the vocabulary, in nats.</description></item>
/// <item><description>Δp: mean of q(token) - p(token).</description></item>
/// <item><description>Bits per byte: Σ -log2 p(token) / UTF-8 bytes of the scored text.</description></item>
/// <item><description>Accuracy: share of tokens to which the model gave the highest probability.</description></item>
/// <item><description>Calibration error: Σ (n_b / n) |accuracy_b - confidence_b| over 15 bins of that probability (Guo et al. 2017).</description></item>
/// </list>
/// Nothing is rounded or cut before it is summed.
/// </remarks>
public sealed class StabilityMetrics
{
    internal StabilityMetrics(DivergenceResult divergence, SeverityGrade severity, LayerMetrics? layers, LanguageModel baseline, ModifiedModel modified)
    {
        Divergence = divergence;
        Severity = severity;
        Cascade = layers?.Cascade;
        Attention = layers?.Attention;
        Protocol = divergence.Base.Protocol;
        Tokens = divergence.Base.Tokens;
        Windows = divergence.Base.Windows;
        (BaselinePerplexity, BaselinePerplexityStandardError) = divergence.Base.Perplexity;
        (ModifiedPerplexity, ModifiedPerplexityStandardError) = divergence.Modified.Perplexity;
        (LnRatio, LnRatioStandardError) = divergence.LnRatio;
        (BaselineBitsPerByte, BaselineBitsPerByteStandardError) = divergence.Base.BitsPerByte;
        (ModifiedBitsPerByte, ModifiedBitsPerByteStandardError) = divergence.Modified.BitsPerByte;
        (KlDivergence, KlDivergenceStandardError) = divergence.KlDivergence.Mean;
        MaximumKlDivergence = divergence.KlDivergence.Distribution.Maximum;
        KlDivergencePercentiles = divergence.KlDivergence.Distribution.Percentiles;
        (DeltaP, DeltaPStandardError) = divergence.DeltaP.Mean;
        (DeltaPRms, DeltaPRmsStandardError) = divergence.DeltaP.Rms;
        (SameTop, SameTopStandardError) = divergence.SameTop;
        (BaselineAccuracy, BaselineAccuracyStandardError) = divergence.TopOneAccuracy.Base;
        (ModifiedAccuracy, ModifiedAccuracyStandardError) = divergence.TopOneAccuracy.Modified;
        (AccuracyDifference, AccuracyDifferenceStandardError) = divergence.TopOneAccuracy.Difference;
        McNemarPValue = divergence.TopOneAccuracy.McNemar.PValue;
        (BaselineCalibrationError, BaselineCalibrationErrorStandardError) = divergence.Calibration.Base.Expected;
        (ModifiedCalibrationError, ModifiedCalibrationErrorStandardError) = divergence.Calibration.Modified.Expected;
        (CalibrationErrorDifference, CalibrationErrorDifferenceStandardError) = divergence.Calibration.Difference;
        BaselineSize = WeightSize.Of(baseline.Decoder);
        ModifiedSize = WeightSize.Of(modified.Model.Decoder);
        Steps = modified.History.Steps;
    }

    /// <summary>What was scored, with every choice that depended on the model made explicit.</summary>
    public Protocol Protocol { get; }

    /// <summary>Number of scored tokens.</summary>
    public int Tokens { get; }

    /// <summary>Number of windows: documents under the default protocol.</summary>
    public int Windows { get; }

    /// <summary>Perplexity of the baseline, 1 or more; +Infinity where it overflows.</summary>
    public double BaselinePerplexity { get; }

    /// <summary>Its standard error.</summary>
    public double BaselinePerplexityStandardError { get; }

    /// <summary>Perplexity of the modified model, 1 or more; +Infinity where it overflows.</summary>
    public double ModifiedPerplexity { get; }

    /// <summary>Its standard error.</summary>
    public double ModifiedPerplexityStandardError { get; }

    /// <summary>ln of modified over baseline perplexity, nats per token; positive where the modified model is worse.</summary>
    public double LnRatio { get; }

    /// <summary>Its standard error, of the paired difference.</summary>
    public double LnRatioStandardError { get; }

    /// <summary>Bits the baseline needs for a byte of the text; comparable between tokenizers.</summary>
    public double BaselineBitsPerByte { get; }

    /// <summary>Its standard error.</summary>
    public double BaselineBitsPerByteStandardError { get; }

    /// <summary>Bits the modified model needs for a byte of the text.</summary>
    public double ModifiedBitsPerByte { get; }

    /// <summary>Its standard error.</summary>
    public double ModifiedBitsPerByteStandardError { get; }

    /// <summary>Mean KL divergence of the modified model from the baseline, nats per token, 0 or more.</summary>
    public double KlDivergence { get; }

    /// <summary>Its standard error.</summary>
    public double KlDivergenceStandardError { get; }

    /// <summary>The largest KL divergence of a token, nats.</summary>
    public double MaximumKlDivergence { get; }

    /// <summary>KL divergence at percentiles of the tokens, from 99.9 to 0.1.</summary>
    public IReadOnlyList<Percentile> KlDivergencePercentiles { get; }

    /// <summary>Mean change of the probability of the token that came, -1 to 1; negative where the modified model is worse.</summary>
    public double DeltaP { get; }

    /// <summary>Its standard error.</summary>
    public double DeltaPStandardError { get; }

    /// <summary>Root mean square of that change, 0 to 1.</summary>
    public double DeltaPRms { get; }

    /// <summary>Its standard error.</summary>
    public double DeltaPRmsStandardError { get; }

    /// <summary>Share of tokens where both models prefer the same token, 0 to 1.</summary>
    public double SameTop { get; }

    /// <summary>Its standard error.</summary>
    public double SameTopStandardError { get; }

    /// <summary>Share of tokens that the baseline found most likely, 0 to 1.</summary>
    public double BaselineAccuracy { get; }

    /// <summary>Its standard error.</summary>
    public double BaselineAccuracyStandardError { get; }

    /// <summary>Share of tokens that the modified model found most likely, 0 to 1.</summary>
    public double ModifiedAccuracy { get; }

    /// <summary>Its standard error.</summary>
    public double ModifiedAccuracyStandardError { get; }

    /// <summary>Modified minus baseline accuracy, -1 to 1; negative where the modified model is worse.</summary>
    public double AccuracyDifference { get; }

    /// <summary>Its standard error, of the paired difference.</summary>
    public double AccuracyDifferenceStandardError { get; }

    /// <summary>
    /// McNemar's test of the accuracies (1947): the probability of a difference at least this large if the models were equally good, 0 to 1. It takes
    /// tokens as independent and so finds differences too easily; <see cref="AccuracyDifference"/> with its error does not.
    /// </summary>
    public double McNemarPValue { get; }

    /// <summary>How far the baseline's confidence in the token it finds most likely is from how often that token comes, 0 to 1; 0 where it is calibrated.</summary>
    public double BaselineCalibrationError { get; }

    /// <summary>Its standard error, of a bootstrap over windows.</summary>
    public double BaselineCalibrationErrorStandardError { get; }

    /// <summary>Calibration error of the modified model, 0 to 1.</summary>
    public double ModifiedCalibrationError { get; }

    /// <summary>Its standard error, of a bootstrap over windows.</summary>
    public double ModifiedCalibrationErrorStandardError { get; }

    /// <summary>Modified minus baseline calibration error, -1 to 1; positive where the modified model knows less what it knows.</summary>
    public double CalibrationErrorDifference { get; }

    /// <summary>Its standard error, of a paired bootstrap over windows.</summary>
    public double CalibrationErrorDifferenceStandardError { get; }

    /// <summary>How badly the modified model is hurt, and why.</summary>
    public SeverityGrade Severity { get; }

    /// <summary>How the loss builds up from block to block; null unless <see cref="StabilityEvaluationOptions.Layers"/> asks for it.</summary>
    public CascadeResult? Cascade { get; }

    /// <summary>What happened to attention, head by head; null unless <see cref="StabilityEvaluationOptions.Layers"/> asks for it.</summary>
    public AttentionResult? Attention { get; }

    /// <summary>Weights, zeros and bytes of the whole baseline.</summary>
    public WeightSize BaselineSize { get; }

    /// <summary>Weights, zeros and bytes of the whole modified model.</summary>
    public WeightSize ModifiedSize { get; }

    /// <summary>
    /// What was done to the modified model since it was loaded, step by step, with every matrix: the sparsity asked for, what was achieved and what of
    /// it is left now, bits, errors and seconds. Empty where nothing was done.
    /// </summary>
    public IReadOnlyList<StepResult> Steps { get; }

    /// <summary>All statistics of the comparison.</summary>
    public DivergenceResult Divergence { get; }
}
