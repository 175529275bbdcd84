using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Evaluation.Cascade;

namespace MLNetHemorrhage.Evaluation.Layers;

/// <summary>What a modification did inside a model, block by block.</summary>
/// <param name="Cascade">How the loss builds up.</param>
/// <param name="Attention">What happened to attention.</param>
public sealed record LayerMetrics(CascadeResult Cascade, AttentionResult Attention)
{
    /// <summary>Measures both as <see cref="InformationLoss"/> and <see cref="AttentionDisruption"/> do, in one run of the models.</summary>
    /// <param name="baseline">The base model; its tokenizer must be the one that encoded the text.</param>
    /// <param name="modified">The modified model: the same blocks, widths and heads, weights held in any form.</param>
    /// <param name="text">The windows.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>Both results.</returns>
    /// <exception cref="HemorrhageException">The windows do not fit the models, these do not share vocabulary and shape, or one gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static LayerMetrics Measure(LanguageModel baseline, LanguageModel modified, ScoredText text, EvaluationOptions? options = null)
    {
        PairedShapes.Require(baseline, modified, text);
        options ??= new();
        var cascade = new CascadeProbe(baseline.Decoder.Spec, text, options.Pool);
        var attention = new AttentionProbe(baseline.Decoder.Spec, text, options.Pool);
        PairedPass.Run(baseline, modified, text, options, cascade, attention);
        return new(cascade.Result(), attention.Result());
    }
}
