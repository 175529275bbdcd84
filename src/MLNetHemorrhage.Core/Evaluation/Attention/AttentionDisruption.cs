using MLNetHemorrhage.Evaluation.Layers;

namespace MLNetHemorrhage.Evaluation.Attention;

/// <summary>Measures what a modification did to attention, head by head.</summary>
public static class AttentionDisruption
{
    /// <summary>
    /// Runs both models side by side and compares what every head attends to and gives out, over the positions that predict a scored
    /// token. The first position of a window is left out: it sees itself alone.
    /// </summary>
    /// <param name="baseline">The base model; its tokenizer must be the one that encoded the text.</param>
    /// <param name="modified">The modified model: the same blocks and heads, weights held in any form.</param>
    /// <param name="text">The windows.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>The disruption of every head.</returns>
    /// <exception cref="HemorrhageException">The windows do not fit the models, these do not share vocabulary and shape, or one gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static AttentionResult Measure(LanguageModel baseline, LanguageModel modified, ScoredText text, EvaluationOptions? options = null)
    {
        PairedShapes.Require(baseline, modified, text);
        options ??= new();
        var probe = new AttentionProbe(baseline.Decoder.Spec, text, options.Pool);
        PairedPass.Run(baseline, modified, text, options, probe);
        return probe.Result();
    }
}
