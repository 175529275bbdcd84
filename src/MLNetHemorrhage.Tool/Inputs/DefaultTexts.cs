using MLNetHemorrhage.DefaultModel;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>The text that is scored where none is named.</summary>
internal static class DefaultTexts
{
    /// <summary>Enough for ten times the standard protocol.</summary>
    private const int EvaluationDocuments = 1000;

    /// <summary>Documents of the default model's language that it was not trained on.</summary>
    public static string Evaluation(string separator) => string.Join(separator, SyntheticText.Documents(Split.Evaluation, EvaluationDocuments));
}
