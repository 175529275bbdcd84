using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;

namespace MLNetHemorrhage.Tests.Checkpoints;

[TestClass]
public sealed class HuggingFaceCheckpointTests
{
    [TestMethod]
    public void Config_and_tensors_of_the_golden_are_read()
    {
        var model = Checkpoint.LoadDecoder(TestData.Golden("families/llama3"));
        Assert.AreEqual(new DecoderSpec
        {
            VocabularySize = 112, HiddenSize = 64, FeedForwardSize = 96, BlockCount = 2, HeadCount = 4, KeyValueHeadCount = 2, HeadSize = 16,
            ContextLength = 512, Rotary = new() { Base = 500000, Layout = RotaryLayout.Halves, Llama3Scaling = new(8, 1, 4, 64) },
        }, model.Spec);
        Assert.AreNotSame(model.Embedding, model.Head);
        var file = SafetensorsFile.Open(TestData.Golden("families/llama3/model.safetensors"));
        var gate = file.Tensors.Single(t => t.Name == "model.layers.1.mlp.gate_proj.weight");
        CollectionAssert.AreEqual(
            System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(file.Bytes(gate).Slice(0, 96 * 64 * 4)).ToArray(),
            model.Blocks[1][LinearRole.Gate].ToMatrix().Values.ToArray());
    }

    [TestMethod]
    public void The_newer_config_keys_say_the_same()
    {
        using var model = ModelDirectory.Golden();
        var older = Checkpoint.LoadDecoder(model.Path).Spec;
        model.Write("config.json", File.ReadAllBytes(TestData.Golden("families/llama3/config.v5.json")));
        Assert.AreEqual(older, Checkpoint.LoadDecoder(model.Path).Spec);
    }

    [TestMethod]
    public void A_model_can_be_embedded_in_an_assembly()
    {
        var files = new ResourceFiles(typeof(HuggingFaceCheckpointTests).Assembly, "llama3/");
        var embedded = HuggingFaceCheckpoint.Load(files);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        ModelAssert.SameTensors(Checkpoint.LoadDecoder(TestData.Golden("families/llama3")), embedded);
        ModelAssert.Fails(() => files.Open("absent"), "llama3/absent", "found none");
    }

    [TestMethod]
    public void Stories_in_both_layouts_hold_the_same_weights()
    {
        var pairs = Checkpoint.LoadDecoder(TestData.External("models/stories260K/stories260K.bin"));
        var halves = Checkpoint.LoadDecoder(TestData.External("golden/stories260K-hf"));
        Assert.AreEqual(pairs.Spec with { Rotary = new() }, halves.Spec);
        Assert.AreSame(halves.Embedding, halves.Head);
        for (int b = 0; b < pairs.Blocks.Count; b++)
            foreach (var role in (LinearRole[])[LinearRole.Query, LinearRole.Key])
                for (int row = 0; row < pairs.Blocks[b][role].Rows; row++)
                {
                    // Row 2 i + j of a head of 8 is row i + 4 j there.
                    int head = row / 8 * 8, element = row % 8;
                    float[] x = new float[64], y = new float[64];
                    pairs.Blocks[b][role].CopyRow(row, x);
                    halves.Blocks[b][role].CopyRow(head + element / 2 + element % 2 * 4, y);
                    CollectionAssert.AreEqual(x, y, $"{b} {role} {row}");
                }
        ModelAssert.SameTensors(pairs, halves, except: [LinearRole.Query, LinearRole.Key]);
    }

    [TestMethod]
    public void Shards_give_the_unsharded_model() =>
        ModelAssert.SameTensors(
            Checkpoint.LoadDecoder(TestData.External("golden/stories260K-hf-f16")),
            Checkpoint.LoadDecoder(TestData.External("golden/stories260K-hf-2shard")));

    [TestMethod]
    [DataRow("golden/stories260K-hf-f16", "f16", 0.5f / 1024)]
    [DataRow("golden/stories260K-hf-bf16", "bf16", 0.5f / 128)]
    public void Narrow_weights_are_the_rounded_ones(string path, string format, float relative)
    {
        var exact = ModelAssert.Matrices(Checkpoint.LoadDecoder(TestData.External("golden/stories260K-hf")));
        var narrow = ModelAssert.Matrices(Checkpoint.LoadDecoder(TestData.External(path)));
        foreach (var ((name, x), (_, y)) in exact.Zip(narrow, (a, b) => (a, b)))
        {
            Assert.AreEqual(format, y.Format);
            Assert.AreEqual(2 * y.Count, y.ByteSize);
            float[] values = [.. x.ToMatrix().Values], rounded = [.. y.ToMatrix().Values];
            for (int i = 0; i < values.Length; i++)
                Assert.AreEqual(values[i], rounded[i], Math.Abs(values[i]) * relative + 3e-8f, $"{name} {i}");
        }
    }

    [TestMethod]
    public void A_model_has_its_directory_as_name_and_its_tokenizer()
    {
        var model = Checkpoint.LoadModel(TestData.External("golden/stories260K-hf") + Path.DirectorySeparatorChar);
        Assert.AreEqual("stories260K-hf", model.Name);
        Assert.AreEqual(512, model.Tokenizer.VocabularySize);
    }

    [TestMethod]
    public void A_family_that_is_not_supported_is_named()
    {
        var path = TestData.External("golden/families/qwen2");
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(path), "config.json", "'model_type'", "'llama'", "'qwen2'");
    }

    [TestMethod]
    public void A_sliding_window_is_not_ignored()
    {
        var path = TestData.External("golden/families/mistral");
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(path), "config.json", "'sliding_window'", "found 8");
    }
}
