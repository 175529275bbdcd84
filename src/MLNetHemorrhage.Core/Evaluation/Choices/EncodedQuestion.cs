using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Evaluation.Choices;

/// <summary>
/// A question as a model reads it: the ids of prompt and answer, encoded together, for every answer. What is scored begins where
/// the prompt alone would end. Both are cut on the left to what fits.
/// </summary>
internal sealed class EncodedQuestion
{
    private EncodedQuestion(MultipleChoiceQuestion question, int[][] sequences, int[] scored) =>
        (Question, Sequences, Scored) = (question, sequences, scored);

    public MultipleChoiceQuestion Question { get; }

    /// <summary>The ids of each answer with its prompt. The last is only predicted, never read: at most context + 1 ids.</summary>
    public int[][] Sequences { get; }

    /// <summary>How many ids at the end of each sequence are scored.</summary>
    public int[] Scored { get; }

    /// <summary>What the model reads of each sequence.</summary>
    public int[][] Inputs => [.. Sequences.Select(s => s[..^1])];

    public static EncodedQuestion Encode(MultipleChoiceQuestion question, ITokenizer tokenizer, int context, bool begin)
    {
        string prompt = $"Question: {question.Stem}\nAnswer:";
        int promptLength = Ids(prompt).Length;
        var sequences = new int[question.Choices.Count][];
        var scored = new int[sequences.Length];
        for (int c = 0; c < sequences.Length; c++)
        {
            int[] ids = Ids($"{prompt} {question.Choices[c]}");
            scored[c] = ids.Length - promptLength;
            if (scored[c] < 1) throw Error(c, "at least one token after the prompt", "none");
            if (scored[c] > context || ids.Length < 2) throw Error(c, $"an answer within the context of {context} tokens", $"{scored[c]}");
            sequences[c] = ids[Math.Max(0, ids.Length - context - 1)..];
        }
        return new(question, sequences, scored);

        int[] Ids(string text) => begin ? [tokenizer.BeginId!.Value, .. tokenizer.Encode(text)] : tokenizer.Encode(text);

        HemorrhageException Error(int choice, string expected, string found) =>
            new($"question {question.Id}, choice {choice + 1}: expected {expected}, found {found}.");
    }
}
