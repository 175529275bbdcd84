using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>
/// Answers multiple-choice questions as lm-evaluation-harness does in its <c>arc_easy</c> and <c>arc_challenge</c> tasks (Gao et al.,
/// no examples): the prompt <c>Question: …⏎Answer:</c>, a space and each answer; the answers' log-likelihoods decide.
/// </summary>
public static class MultipleChoice
{
    /// <summary>Lets a model answer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="questions">The questions, at least one.</param>
    /// <param name="begin">Whether BOS is put in front; null means where the vocabulary has one.</param>
    /// <param name="options">How to run; null means the defaults. Progress counts the answers' tokens.</param>
    /// <returns>The answers.</returns>
    /// <exception cref="HemorrhageException">An answer is longer than the context or has no tokens of its own, or the model gives NaN.</exception>
    /// <exception cref="OperationCanceledException">The evaluation was cancelled.</exception>
    public static MultipleChoiceResult Measure(
        LanguageModel model, IReadOnlyList<MultipleChoiceQuestion> questions, bool? begin = null, EvaluationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(questions);
        ArgumentOutOfRangeException.ThrowIfZero(questions.Count);
        options ??= new();
        if (begin == true && model.Tokenizer.BeginId is null)
            throw new HemorrhageException($"{model.Name}: expected a vocabulary with a begin-of-sequence token, found one without.");
        EncodedQuestion[] encoded = [.. questions.Select(q =>
            EncodedQuestion.Encode(q, model.Tokenizer, model.Decoder.Spec.ContextLength, begin ?? model.Tokenizer.BeginId is not null))];
        var scorer = new ChoiceScorer(model, options.Pool);
        var answered = new List<AnsweredQuestion>();
        int done = 0, total = encoded.Sum(q => q.Scored.Sum());
        foreach (var batch in Batches(encoded, options.TokensPerBatch))
        {
            options.Cancellation.ThrowIfCancellationRequested();
            answered.AddRange(scorer.Answer(batch));
            done += batch.Sum(q => q.Scored.Sum());
            options.Progress?.Report(new(done, total));
        }
        return new(answered);
    }

    // Whole questions in order, within a number of tokens: at least one.
    private static IEnumerable<IReadOnlyList<EncodedQuestion>> Batches(EncodedQuestion[] questions, int tokensPerBatch)
    {
        var batch = new List<EncodedQuestion>();
        int tokens = 0;
        foreach (var question in questions)
        {
            int count = SharedPrefixBatch.Count(question.Inputs);
            if (batch.Count > 0 && tokens + count > tokensPerBatch)
            {
                yield return batch;
                (batch, tokens) = ([], 0);
            }
            batch.Add(question);
            tokens += count;
        }
        yield return batch;
    }
}
