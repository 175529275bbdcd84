using MLNetHemorrhage.Evaluation.Prediction;

namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>The answers of a base and a modified model to the same questions.</summary>
public sealed class MultipleChoiceComparison
{
    /// <summary>Pairs two results.</summary>
    /// <param name="name">What the questions are called in reports.</param>
    /// <param name="baseline">The base model's answers.</param>
    /// <param name="modified">The modified model's.</param>
    /// <exception cref="HemorrhageException">They are answers to different questions.</exception>
    public MultipleChoiceComparison(string name, MultipleChoiceResult baseline, MultipleChoiceResult modified)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(baseline);
        ArgumentNullException.ThrowIfNull(modified);
        if (!baseline.Questions.Select(q => q.Question).SequenceEqual(modified.Questions.Select(q => q.Question)))
            throw new HemorrhageException($"{name}: expected the same questions for both models, found others.");
        (Name, Base, Modified) = (name, baseline, modified);
        Accuracy = baseline.Compare(modified, q => q.Chosen);
        AccuracyPerCharacter = baseline.Compare(modified, q => q.ChosenPerCharacter);
        AccuracyPerByte = baseline.Compare(modified, q => q.ChosenPerByte);
    }

    /// <summary>What the questions are called in reports.</summary>
    public string Name { get; }

    /// <summary>The base model's answers.</summary>
    public MultipleChoiceResult Base { get; }

    /// <summary>The modified model's answers.</summary>
    public MultipleChoiceResult Modified { get; }

    /// <summary>Share of questions whose most likely answer is right (<c>acc</c>).</summary>
    public PairedAccuracy Accuracy { get; }

    /// <summary>The same by log-likelihood per character (<c>acc_norm</c>).</summary>
    public PairedAccuracy AccuracyPerCharacter { get; }

    /// <summary>The same by log-likelihood per UTF-8 byte (<c>acc_bytes</c>).</summary>
    public PairedAccuracy AccuracyPerByte { get; }
}
