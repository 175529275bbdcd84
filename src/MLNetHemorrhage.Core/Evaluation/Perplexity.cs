namespace MLNetHemorrhage.Evaluation;

/// <summary>Measures the perplexity of a model on a text.</summary>
public static class Perplexity
{
    /// <summary>Scores a text under a protocol.</summary>
    /// <param name="model">The model.</param>
    /// <param name="text">The text.</param>
    /// <param name="protocol">What is scored.</param>
    /// <param name="separator">What separates documents.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>The perplexity.</returns>
    /// <exception cref="HemorrhageException">The text is too short, the protocol does not fit the model, or the model gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static PerplexityResult Measure(
        LanguageModel model, string text, Protocol protocol, string separator = TextSource.DefaultSeparator, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(protocol);
        return Measure(model, protocol.Split(text, model.Tokenizer, model.Decoder.Spec.ContextLength, separator), options);
    }

    /// <summary>Scores windows that a protocol has cut.</summary>
    /// <param name="model">The model; its tokenizer must be the one that encoded the text.</param>
    /// <param name="text">The windows.</param>
    /// <param name="options">How to run; null means the defaults.</param>
    /// <returns>The perplexity.</returns>
    /// <exception cref="HemorrhageException">The windows do not fit the model, or the model gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static PerplexityResult Measure(LanguageModel model, ScoredText text, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(text);
        return new(text, text.WindowSums(TokenNll.Measure(model, text, options ?? new())));
    }
}
