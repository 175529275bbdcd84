using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>The documents or lines that calibrated methods learn from.</summary>
/// <param name="Documents">The documents, in order.</param>
/// <param name="Windows">How many of them.</param>
internal sealed record CalibrationText(IEnumerable<string> Documents, int Windows)
{
    /// <summary>Reads the text named, else takes the default text.</summary>
    public static CalibrationText Read(string? path, int windows, string separator)
    {
        if (path is null) return new(SyntheticText.Documents(Split.Calibration, windows), windows);
        var text = TextSource.Read(path);
        return new(text.Contains(separator, StringComparison.Ordinal) ? TextSource.Documents(text, separator) : text.Split('\n'), windows);
    }

    /// <summary>The text as a model reads it.</summary>
    public CalibrationSet For(LanguageModel model) => CalibrationSet.FromDocuments(Documents, model.Tokenizer, model.Decoder.Spec.ContextLength, Windows);
}
