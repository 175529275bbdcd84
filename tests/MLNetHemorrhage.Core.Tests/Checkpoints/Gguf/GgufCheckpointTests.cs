using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;

namespace MLNetHemorrhage.Tests.Checkpoints.Gguf;

/// <summary>GGUF files give the logits and likelihoods of their exactly dequantized weights.</summary>
[TestClass]
public sealed class GgufCheckpointTests
{
    [TestMethod]
    [DataRow("f32", 3.943718), DataRow("Q8_0", 3.944031), DataRow("Q4_1", 4.033647), DataRow("Q5_0", 3.915735)]
    [DataRow("Q5_1", 3.945557), DataRow("Q4_K_M", 3.924435)]
    public void Stories260K_likelihood_is_the_reference(string type, double expected)
    {
        var model = LanguageModel.Load(TestData.External($"golden/stories260K-gguf/stories260K-{type}.gguf"));
        using var input = JsonDocument.Parse(File.ReadAllBytes(TestData.External("golden/stories260K-hf/eval_input.json")));
        var ids = input.RootElement.GetProperty("input_ids").Deserialize<int[][]>()!;
        var nll = new DecoderRunner(model.Decoder, WorkerPool.Shared).NegativeLogLikelihood(new TokenBatch(ids));
        Assert.AreEqual(expected, nll.Average(x => (double)x), 1e-5);
        var texts = input.RootElement.GetProperty("texts").Deserialize<string[]>()!;
        for (int i = 0; i < texts.Length; i++)
            CollectionAssert.AreEqual(ids[i], ((int[])[model.Tokenizer.BeginId!.Value, .. model.Tokenizer.Encode(texts[i])])[..ids[i].Length], $"text {i}");
    }

    [TestMethod]
    [DataRow("f16"), DataRow("Q8_0"), DataRow("Q4_0"), DataRow("Q2_K"), DataRow("Q3_K_M"), DataRow("Q4_K_M"), DataRow("Q5_K_M"), DataRow("Q6_K"), DataRow("IQ4_NL")]
    public void Logits_of_quantized_files_are_the_reference(string type) =>
        AssertLogits(Quantized($"synthetic-{type}.gguf"), Quantized("input_ids.json"), Quantized($"synthetic-{type}.logits.f32"));

    [TestMethod]
    public void Scaled_rotary_frequencies_are_recognised()
    {
        AssertLogits(TestData.Golden("families/llama3/model.gguf"), TestData.Golden("families/llama3/input_ids.json"), TestData.Golden("families/llama3/logits.f32"));
        var rotary = Checkpoint.LoadDecoder(TestData.Golden("families/llama3/model.gguf")).Spec.Rotary;
        Assert.AreEqual(new RotarySpec { Base = 500000, Layout = RotaryLayout.Pairs, Llama3Scaling = new(8, 1, 4, 64) }, rotary);
    }

    [TestMethod]
    public void Block_weights_stay_in_the_file_and_count_its_bytes()
    {
        var model = Checkpoint.LoadDecoder(Quantized("synthetic-Q4_K_M.gguf"));
        Assert.AreEqual("Q6_K", model.Embedding.Format);
        Assert.AreSame(model.Embedding, model.Head);
        var gate = (BlockWeights)model.Blocks[0][LinearRole.Gate];
        Assert.AreEqual("Q4_K", gate.Format);
        Assert.AreEqual(gate.Count * 9 / 16, gate.ByteSize); // 4.5 bits
    }

    [TestMethod]
    public void Only_the_llama_architecture_is_read()
    {
        var file = TestData.External("golden/families/qwen2/model.gguf");
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(file), "model.gguf", "general.architecture", "'llama'", "found 'qwen2'");
    }

    private static string Quantized(string file) => TestData.External($"golden/quantized-gguf/{file}");

    private static void AssertLogits(string file, string ids, string expectedFile)
    {
        var model = Checkpoint.LoadDecoder(file);
        var batch = new TokenBatch(JsonSerializer.Deserialize<int[][]>(File.ReadAllBytes(ids))!);
        var logits = Run.Logits(model, batch, WorkerPool.Shared).Values;
        var expected = TestData.Floats(expectedFile);
        double worst = 0;
        for (int i = 0; i < expected.Length; i++) worst = Math.Max(worst, Math.Abs(expected[i] - logits[i]));
        Assert.IsLessThanOrEqualTo(1e-4, worst);
    }
}
