using MLNetHemorrhage.Evaluation.Layers;

namespace MLNetHemorrhage.Evaluation.Cascade;

/// <summary>Measures where a modified model loses what its base knows, and how the loss grows with depth: the information-loss cascade.</summary>
public static class InformationLoss
{
    /// <summary>
    /// Runs both models side by side and compares the residual stream after every block and the outputs of every linear layer, over
    /// the positions that predict a scored token. The first position of a window is left out: it has no context.
    /// </summary>
    /// <param name="baseline">The base model; its tokenizer must be the one that encoded the text.</param>
    /// <param name="modified">The modified model: the same blocks and widths, weights held in any form.</param>
    /// <param name="text">The windows.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>The losses of every block.</returns>
    /// <exception cref="HemorrhageException">The windows do not fit the models, these do not share vocabulary and shape, or one gives NaN or infinity.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static CascadeResult Measure(LanguageModel baseline, LanguageModel modified, ScoredText text, EvaluationOptions? options = null)
    {
        PairedShapes.Require(baseline, modified, text);
        options ??= new();
        var probe = new CascadeProbe(baseline.Decoder.Spec, text, options.Pool);
        PairedPass.Run(baseline, modified, text, options, probe);
        return probe.Result();
    }
}
