using MLNetHemorrhage.Evaluation.Prediction;

namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>How often a model prefers the right answer, by the three rules of lm-evaluation-harness. Standard errors are sd / √n over questions.</summary>
public sealed class MultipleChoiceResult
{
    internal MultipleChoiceResult(IReadOnlyList<AnsweredQuestion> questions)
    {
        Questions = questions;
        Accuracy = Compare(this, q => q.Chosen).Base;
        AccuracyPerCharacter = Compare(this, q => q.ChosenPerCharacter).Base;
        AccuracyPerByte = Compare(this, q => q.ChosenPerByte).Base;
    }

    /// <summary>The questions, in order.</summary>
    public IReadOnlyList<AnsweredQuestion> Questions { get; }

    /// <summary>Share of questions whose most likely answer is right (<c>acc</c>), 0 to 1.</summary>
    public Estimate Accuracy { get; }

    /// <summary>The same by log-likelihood per character (<c>acc_norm</c>), which does not prefer short answers.</summary>
    public Estimate AccuracyPerCharacter { get; }

    /// <summary>The same by log-likelihood per UTF-8 byte (<c>acc_bytes</c>).</summary>
    public Estimate AccuracyPerByte { get; }

    /// <summary>What a model would get that chose at random: the mean of 1 / number of answers.</summary>
    public double Chance => Questions.Average(q => 1.0 / q.Question.Choices.Count);

    internal PairedAccuracy Compare(MultipleChoiceResult modified, Func<AnsweredQuestion, int> chosen)
    {
        return new(Right(this), Right(modified), [.. Enumerable.Repeat(1, Questions.Count)]);

        bool[] Right(MultipleChoiceResult result) => [.. result.Questions.Select(q => chosen(q) == q.Question.Answer)];
    }
}
