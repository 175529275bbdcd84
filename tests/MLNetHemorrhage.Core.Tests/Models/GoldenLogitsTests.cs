using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Models;

/// <summary>Logits and likelihoods against a float64 implementation.</summary>
[TestClass]
public sealed class GoldenLogitsTests
{
    [TestMethod]
    [DataRow("tiny-v0-untied.bin", "logits.f32")]
    [DataRow("tiny-v1-untied.bin", "logits.f32")]
    [DataRow("tiny-v2-q8.bin", "logits.v2.f32")]
    public void Llama2c_logits_are_the_reference(string file, string logits)
    {
        var ids = Sequences(TestData.Golden("llama2c/input_ids.json"));
        AssertLogits(TestData.Golden("llama2c/" + file), ids, TestData.Golden("llama2c/" + logits), 1e-4);
    }

    [TestMethod]
    [DataRow("config.json")]
    [DataRow("config.v5.json")]
    public void Llama3_logits_are_the_reference(string config)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            File.Copy(TestData.Golden("families/llama3/" + config), Path.Combine(folder, "config.json"));
            File.Copy(TestData.Golden("families/llama3/model.safetensors"), Path.Combine(folder, "model.safetensors"));
            var ids = Sequences(TestData.Golden("families/llama3/input_ids.json"));
            AssertLogits(folder, ids, TestData.Golden("families/llama3/logits.f32"), 1e-4);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [TestMethod]
    [DataRow("models/stories260K/stories260K.bin")]
    [DataRow("golden/stories260K-hf")]
    public void Stories260K_logits_are_the_reference(string checkpoint) =>
        AssertLogits(TestData.External(checkpoint), EvaluationIds()[..2], TestData.External("golden/stories260K-hf/logits.f32"), 2e-3);

    [TestMethod]
    [DataRow("models/stories260K/stories260K.bin", 3.943718209)]
    [DataRow("golden/stories260K-hf", 3.943718209)]
    [DataRow("golden/stories260K-hf-f16", 3.943415821)]
    [DataRow("golden/stories260K-hf-2shard", 3.943415821)]
    [DataRow("golden/stories260K-hf-bf16", 3.942364567)]
    public void Stories260K_likelihood_is_the_reference(string checkpoint, double expected)
    {
        var model = Checkpoint.LoadDecoder(TestData.External(checkpoint));
        var nll = new DecoderRunner(model, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(EvaluationIds()));
        Assert.HasCount(1231, nll);
        Assert.AreEqual(expected, nll.Average(x => (double)x), 1e-5);
    }

    private static void AssertLogits(string checkpoint, int[][] ids, string expectedFile, double tolerance)
    {
        var model = Checkpoint.LoadDecoder(checkpoint);
        var logits = Run.Logits(model, new TokenBatch(ids), WorkerPool.Shared);
        var expected = TestData.Floats(expectedFile);
        Assert.HasCount(expected.Length, logits.Values.ToArray());
        double worst = 0;
        for (int i = 0; i < expected.Length; i++) worst = Math.Max(worst, Math.Abs(expected[i] - logits.Values[i]));
        Assert.IsLessThanOrEqualTo(tolerance, worst);
    }

    private static int[][] EvaluationIds()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(TestData.External("golden/stories260K-hf/eval_input.json")));
        return json.RootElement.GetProperty("input_ids").Deserialize<int[][]>()!;
    }

    private static int[][] Sequences(string file) => JsonSerializer.Deserialize<int[][]>(File.ReadAllBytes(file))!;
}
