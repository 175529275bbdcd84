using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>A text to score with the protocol it is scored under.</summary>
/// <param name="Text">The text.</param>
/// <param name="Protocol">The protocol.</param>
/// <param name="Separator">What stands between documents.</param>
/// <param name="Name">What messages call the text.</param>
internal sealed record EvaluationText(string Text, Protocol Protocol, string Separator, string Name)
{
    /// <summary>The protocol of texts made of documents.</summary>
    public const string DocumentProtocol = "documents:100";

    /// <summary>The protocol of texts that run on.</summary>
    public const string WindowProtocol = "windows:65536";

    /// <summary>Reads the text named, else the default text.</summary>
    public static EvaluationText Read(string? path, Protocol? protocol, string separator)
    {
        var text = path is null ? DefaultTexts.Evaluation(separator) : TextSource.Read(path);
        protocol ??= Protocol.Parse(text.Contains(separator, StringComparison.Ordinal) ? DocumentProtocol : WindowProtocol);
        return new(text, protocol, separator, path ?? "default text");
    }

    /// <summary>The text as a model reads it.</summary>
    public ScoredText For(LanguageModel model) => Protocol.Split(Text, model.Tokenizer, model.Decoder.Spec.ContextLength, Separator, Name);
}
