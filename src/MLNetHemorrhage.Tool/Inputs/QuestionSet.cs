using MLNetHemorrhage.Evaluation.Choices;

namespace MLNetHemorrhage.Tool.Inputs;

/// <summary>A file of multiple-choice questions.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Questions">The questions.</param>
internal sealed record QuestionSet(string Name, IReadOnlyList<MultipleChoiceQuestion> Questions)
{
    /// <summary>Reads a file.</summary>
    public static QuestionSet Read(string path) => new(Path.GetFileName(path), MultipleChoiceFile.Read(path));
}
