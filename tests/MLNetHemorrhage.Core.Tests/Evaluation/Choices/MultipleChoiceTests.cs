using MLNetHemorrhage.DefaultModel;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Choices;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;

namespace MLNetHemorrhage.Tests.Evaluation.Choices;

[TestClass]
public sealed class MultipleChoiceTests
{
    private static readonly MultipleChoiceQuestion[] Short =
    [
        new("one", "why", ["no", "none", "not"], 0),
        new("two", "é?", ["a", "b"], 1),
        new("three", "", ["x", "xy", "xyz", "€"], 2),
    ];

    [TestMethod]
    public void Log_likelihoods_of_the_default_model_are_those_of_every_answer_run_alone()
    {
        // The end of a document against the ends of others.
        string[] texts = [.. SyntheticText.Documents(Split.Evaluation, 12).Select(t => t[..Math.Min(300, t.Length)])];
        var questions = texts.Select((text, i) => new MultipleChoiceQuestion(
            $"q{i}", text[..^20], [text[^20..], texts[(i + 1) % 12][^15..], texts[(i + 5) % 12][^30..]], 0)).ToList();
        var result = MultipleChoice.Measure(LanguageModel.Default, questions);
        foreach (var question in result.Questions) Compare(BruteForce(LanguageModel.Default, question.Question), question);
    }

    [TestMethod]
    public void Prompts_beyond_the_context_are_cut_on_the_left()
    {
        // "Question: why⏎Answer: none" is 26 bytes with BOS; the context has 24 tokens, and the last is never read.
        var model = SmallModel.Create(1);
        foreach (var question in MultipleChoice.Measure(model, Short).Questions) Compare(BruteForce(model, question.Question), question);
    }

    [TestMethod]
    public void Begin_of_sequence_can_be_left_out()
    {
        var model = SmallModel.Create(1, context: 60);
        Compare(BruteForce(model, Short[0], begin: false), MultipleChoice.Measure(model, Short, begin: false).Questions[0]);
        Assert.AreNotEqual(MultipleChoice.Measure(model, Short).Questions[0].LogLikelihoods[0], MultipleChoice.Measure(model, Short, begin: false).Questions[0].LogLikelihoods[0]);
    }

    [TestMethod]
    public void Threads_and_batches_do_not_change_a_bit()
    {
        var model = SmallModel.Create(1, context: 60);
        using WorkerPool one = new(1), three = new(3);
        var expected = MultipleChoice.Measure(model, Short, options: new() { Pool = one, TokensPerBatch = 1 });
        var actual = MultipleChoice.Measure(model, Short, options: new() { Pool = three });
        foreach (var (e, a) in expected.Questions.Zip(actual.Questions)) CollectionAssert.AreEqual(e.LogLikelihoods.ToArray(), a.LogLikelihoods.ToArray());
    }

    [TestMethod]
    public void The_first_of_equals_is_chosen_and_lengths_are_characters_and_bytes()
    {
        // "é€😀" has 3 characters (4 UTF-16 units) and 9 bytes.
        var question = new MultipleChoiceQuestion("q", "?", ["ab", "é€😀", "ab"], 1);
        var answered = new AnsweredQuestion(question, [-2, -2.4, -2]);
        Assert.AreEqual((0, 1, 1), (answered.Chosen, answered.ChosenPerCharacter, answered.ChosenPerByte));
        answered = new(question, [-2, -6, -2]);
        Assert.AreEqual((0, 0, 1), (answered.Chosen, answered.ChosenPerCharacter, answered.ChosenPerByte));
        Assert.AreEqual(0, new AnsweredQuestion(question, [-3.5, -3.5, -3.5]).Chosen);
        Assert.AreEqual(0, new AnsweredQuestion(question, [double.NegativeInfinity, double.NegativeInfinity, double.NegativeInfinity]).Chosen);
    }

    [TestMethod]
    public void A_model_compared_with_itself_does_not_differ()
    {
        var result = MultipleChoice.Measure(SmallModel.Create(1), Short);
        var comparison = new MultipleChoiceComparison("short", result, MultipleChoice.Measure(SmallModel.Create(1), Short));
        Assert.AreEqual(new(0, 0), comparison.Accuracy.Difference);
        Assert.AreEqual(1, comparison.Accuracy.McNemar.PValue);
        Assert.AreEqual(result.Accuracy, comparison.Accuracy.Modified);
        Assert.AreEqual((1 / 3.0 + 1 / 2.0 + 1 / 4.0) / 3, result.Chance, 1e-15);
    }

    [TestMethod]
    public void Progress_counts_the_answers_tokens_and_cancellation_stops()
    {
        var reports = new List<EvaluationProgress>();
        MultipleChoice.Measure(SmallModel.Create(1), Short, options: new() { TokensPerBatch = 1, Progress = new Collector(reports) });
        // A space and the bytes of the answers.
        Assert.AreEqual("(12, 29) (16, 29) (29, 29)", string.Join(' ', reports.Select(r => $"({r.Tokens}, {r.TotalTokens})")));
        Assert.ThrowsExactly<OperationCanceledException>(() => MultipleChoice.Measure(SmallModel.Create(1), Short, options: new() { Cancellation = new(canceled: true) }));
    }

    [TestMethod]
    public void What_cannot_be_answered_is_refused_by_name()
    {
        StringAssert.Contains(Error(SmallModel.Create(1), [new("long", "?", ["a", new('b', 24)], 0)]), "question long, choice 2: expected an answer within the context of 24 tokens, found 25");
        StringAssert.Contains(Error(SmallModel.Create(2, headScale: float.NaN), Short), "small 2: expected log-likelihoods, found NaN in question one");
        var others = MultipleChoice.Measure(SmallModel.Create(1), Short.Take(2).ToList());
        var error = Assert.ThrowsExactly<HemorrhageException>(() => new MultipleChoiceComparison("set", others, MultipleChoice.Measure(SmallModel.Create(1), Short)));
        StringAssert.Contains(error.Message, "set: expected the same questions");
    }

    private static string Error(LanguageModel model, MultipleChoiceQuestion[] questions) =>
        Assert.ThrowsExactly<HemorrhageException>(() => MultipleChoice.Measure(model, questions)).Message;

    private static void Compare(double[] expected, AnsweredQuestion actual)
    {
        for (int c = 0; c < expected.Length; c++) Assert.AreEqual(expected[c], actual.LogLikelihoods[c], 1e-9, $"{actual.Question.Id}, choice {c}");
    }

    private static double[] BruteForce(LanguageModel model, MultipleChoiceQuestion question, bool begin = true) => [.. question.Choices.Select(choice =>
    {
        int[] bos = begin ? [model.Tokenizer.BeginId!.Value] : [];
        string prompt = $"Question: {question.Stem}\nAnswer:";
        int[] whole = [.. bos, .. model.Tokenizer.Encode(prompt + " " + choice)], context = [.. bos, .. model.Tokenizer.Encode(prompt)];
        int[] read = whole[..^1][Math.Max(0, whole.Length - 1 - model.Decoder.Spec.ContextLength)..];
        var logits = Run.Logits(model.Decoder, new TokenBatch([read]), WorkerPool.Shared);
        double sum = 0;
        for (int i = context.Length; i < whole.Length; i++)
        {
            var row = logits.Row(i - 1 - (whole.Length - 1 - read.Length)).ToArray();
            double maximum = row.Max();
            sum += row[whole[i]] - maximum - Math.Log(row.Sum(x => Math.Exp(x - maximum)));
        }
        return sum;
    })];

    private sealed class Collector(List<EvaluationProgress> reports) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value) => reports.Add(value);
    }
}
