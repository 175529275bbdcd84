namespace MLNetHemorrhage.Decoding;

/// <summary>Continues texts with a language model.</summary>
public static class TextGenerator
{
    /// <summary>Continues a prompt. The model runs while the result is enumerated, piece by piece.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">The beginning of the text; may be empty where the tokenizer has a begin id.</param>
    /// <param name="options">How; null means the defaults.</param>
    /// <param name="cancellation">Stops the enumeration between two tokens.</param>
    /// <returns>The continuation in pieces, without the prompt. It ends with the model's end of text, the token limit or the context.</returns>
    /// <exception cref="HemorrhageException">The prompt leaves no room in the context, or an option is out of range.</exception>
    public static GeneratedText Generate(LanguageModel model, string prompt, GenerationOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(prompt);
        options ??= new();
        options.Check();
        int[] ids = [.. model.Tokenizer.BeginId is { } begin ? (int[])[begin] : [], .. model.Tokenizer.Encode(prompt)];
        int context = model.Decoder.Spec.ContextLength;
        if (ids.Length == 0) throw new HemorrhageException("Prompt: expected at least one token (the tokenizer has no begin token), found an empty text.");
        if (ids.Length >= context)
            throw new HemorrhageException($"Prompt: expected at most {context - 1} tokens (one less than the context length), found {ids.Length}.");
        return new(model, ids, options, cancellation);
    }
}
