using System.Text;

namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>A question with what a model thinks of its answers.</summary>
public sealed class AnsweredQuestion
{
    internal AnsweredQuestion(MultipleChoiceQuestion question, IReadOnlyList<double> logLikelihoods)
    {
        Question = question;
        LogLikelihoods = logLikelihoods;
        Chosen = Best(_ => 1);
        ChosenPerCharacter = Best(choice => choice.EnumerateRunes().Count());
        ChosenPerByte = Best(Encoding.UTF8.GetByteCount);
    }

    /// <summary>The question.</summary>
    public MultipleChoiceQuestion Question { get; }

    /// <summary>ln p of each answer after the question, nats, summed over its tokens.</summary>
    public IReadOnlyList<double> LogLikelihoods { get; }

    /// <summary>Index of the most likely answer; of equals, the first.</summary>
    public int Chosen { get; }

    /// <summary>Index of the answer with the highest log-likelihood per Unicode character; of equals, the first.</summary>
    public int ChosenPerCharacter { get; }

    /// <summary>Index of the answer with the highest log-likelihood per UTF-8 byte; of equals, the first.</summary>
    public int ChosenPerByte { get; }

    private int Best(Func<string, int> length)
    {
        int best = 0;
        double highest = double.NegativeInfinity;
        for (int i = 0; i < LogLikelihoods.Count; i++)
        {
            double score = LogLikelihoods[i] / length(Question.Choices[i]);
            if (score > highest) (best, highest) = (i, score);
        }
        return best;
    }
}
