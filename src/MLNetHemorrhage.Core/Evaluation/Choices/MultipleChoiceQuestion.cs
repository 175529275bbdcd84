namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>A question with answers to choose from.</summary>
/// <param name="Id">Its name in messages.</param>
/// <param name="Stem">The question.</param>
/// <param name="Choices">The answers, at least two, none of them empty.</param>
/// <param name="Answer">Index of the right one.</param>
public sealed record MultipleChoiceQuestion(string Id, string Stem, IReadOnlyList<string> Choices, int Answer);
