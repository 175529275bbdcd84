using System.Text.Json;
using MLNetHemorrhage.Evaluation.Choices;

namespace MLNetHemorrhage.Tests.Evaluation.Choices;

/// <summary>Answers of stories260K to questions of ARC, from an independent implementation in double precision.</summary>
[TestClass]
public sealed class MultipleChoiceGoldenTests
{
    [TestMethod]
    [DataRow("full")]
    [DataRow("truncated")]
    public void Log_likelihoods_and_accuracies_are_those_of_the_reference(string run)
    {
        using var file = JsonDocument.Parse(File.ReadAllBytes(TestData.Golden("choices/arc_easy_dev.json")));
        var golden = file.RootElement.GetProperty(run);
        double[][] expected = golden.GetProperty("logLikelihoods").Deserialize<double[][]>()!;
        var questions = MultipleChoiceFile.Read(TestData.External("tasks/arc/arc_easy_dev.jsonl")).Take(expected.Length).ToList();
        var result = MultipleChoice.Measure(Model(golden.GetProperty("context").GetInt32()), questions);
        for (int q = 0; q < expected.Length; q++)
        {
            Assert.HasCount(expected[q].Length, result.Questions[q].LogLikelihoods);
            for (int c = 0; c < expected[q].Length; c++)
                Assert.AreEqual(expected[q][c], result.Questions[q].LogLikelihoods[c], 1e-4, $"question {q}, choice {c}");
        }
        double[] accuracy = golden.GetProperty("accuracy").Deserialize<double[]>()!, errors = golden.GetProperty("standardError").Deserialize<double[]>()!;
        foreach (var (estimate, i) in new[] { result.Accuracy, result.AccuracyPerCharacter, result.AccuracyPerByte }.Select((e, i) => (e, i)))
        {
            Assert.AreEqual(accuracy[i], estimate.Value, 1e-12);
            Assert.AreEqual(errors[i], estimate.StandardError, 1e-12);
        }
    }

    private static LanguageModel Model(int context)
    {
        var model = Stories260K.Load();
        var decoder = model.Decoder;
        return model.With(new(decoder.Spec with { ContextLength = context }, decoder.Embedding, decoder.Blocks, decoder.FinalNorm, decoder.Head));
    }
}
