using System.Buffers.Binary;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Checkpoints;

[TestClass]
public sealed class Llama2cCheckpointTests
{
    [TestMethod]
    public void Version_0_and_version_1_hold_the_same_model()
    {
        var first = Checkpoint.LoadDecoder(TestData.Golden("llama2c/tiny-v0-untied.bin"));
        var second = Checkpoint.LoadDecoder(TestData.Golden("llama2c/tiny-v1-untied.bin"));
        Assert.AreEqual(first.Spec, second.Spec);
        ModelAssert.SameTensors(first, second);
    }

    [TestMethod]
    public void Header_gives_the_architecture()
    {
        var spec = Checkpoint.LoadDecoder(TestData.Golden("llama2c/tiny-v0-untied.bin")).Spec;
        Assert.AreEqual(new DecoderSpec
        {
            VocabularySize = 64, HiddenSize = 32, FeedForwardSize = 64, BlockCount = 2, HeadCount = 4, KeyValueHeadCount = 2, HeadSize = 8,
            ContextLength = 48, Rotary = new() { Layout = RotaryLayout.Pairs },
        }, spec);
    }

    [TestMethod]
    public void Version_2_is_within_half_a_step_of_version_1()
    {
        const int Group = 32;
        var exact = Checkpoint.LoadDecoder(TestData.Golden("llama2c/tiny-v1-untied.bin"));
        var quantized = Checkpoint.LoadDecoder(TestData.Golden("llama2c/tiny-v2-q8.bin"));
        foreach (var (name, x) in ModelAssert.Matrices(exact))
        {
            var y = ModelAssert.Matrices(quantized).Single(m => m.Name == name).Weights.ToMatrix().Values;
            var values = x.ToMatrix().Values;
            for (int g = 0; g < values.Length; g += Group)
            {
                float step = 0;
                foreach (float v in values.Slice(g, Group)) step = Math.Max(step, Math.Abs(v) / 127);
                for (int i = g; i < g + Group; i++) Assert.AreEqual(values[i], y[i], 0.5f * step * 1.0001f, $"{name} at {i}");
            }
        }
    }

    [TestMethod]
    [DataRow("llama2c/tiny-v0-untied.bin")]
    [DataRow("llama2c/tiny-v1-untied.bin")]
    [DataRow("llama2c/tiny-v2-q8.bin")]
    public void One_byte_more_or_less_is_an_error(string golden)
    {
        var bytes = File.ReadAllBytes(TestData.Golden(golden));
        ModelAssert.Fails(() => Load([.. bytes, 0]), "model.bin", $"{bytes.Length} bytes", $"found {bytes.Length + 1}");
        ModelAssert.Fails(() => Load(bytes[..^1]), "model.bin", $"{bytes.Length} bytes", $"found {bytes.Length - 1}");
        ModelAssert.Fails(() => Load(bytes[..20]), "model.bin", "header", "found a file of 20 bytes");
        ModelAssert.Fails(() => Load([]), "model.bin", "header", "found a file of 0 bytes");
    }

    [TestMethod]
    [DataRow(0, 0, "hidden size")]
    [DataRow(0, int.MaxValue, "hidden size")]
    [DataRow(1, -1, "feed-forward size")]
    [DataRow(2, 0, "number of blocks")]
    [DataRow(2, int.MaxValue, "number of blocks")]
    [DataRow(3, 5, "multiple of the number of heads")]
    [DataRow(3, 32, "an even head size")]
    [DataRow(4, 3, "divides 4 heads")]
    [DataRow(4, 0, "key-value heads")]
    [DataRow(5, 0, "vocabulary size")]
    [DataRow(5, int.MinValue, "vocabulary size")]
    [DataRow(6, -48, "context length")]
    [DataRow(6, 49, "bytes for the sizes")]
    public void Sizes_that_make_no_model_are_errors(int field, int value, string expected)
    {
        var bytes = File.ReadAllBytes(TestData.Golden("llama2c/tiny-v0-untied.bin"));
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(field * 4), value);
        ModelAssert.Fails(() => Load(bytes), "model.bin", expected, "found");
    }

    [TestMethod]
    [DataRow(4, 3, "version 1 or 2", "found 3")]
    [DataRow(36, 2, "shared-head byte", "found 2")]
    [DataRow(37, 0, "group length", "found 0")]
    [DataRow(37, 33, "group length", "found 33")]
    public void Versioned_header_fields_are_checked(int offset, int value, string expected, string found)
    {
        var bytes = File.ReadAllBytes(TestData.Golden("llama2c/tiny-v2-q8.bin"));
        bytes[offset] = (byte)value;
        ModelAssert.Fails(() => Load(bytes), "model.bin", expected, found);
    }

    [TestMethod]
    public void A_weight_that_is_not_finite_is_named()
    {
        var bytes = File.ReadAllBytes(TestData.Golden("llama2c/tiny-v0-untied.bin"));
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(28 + (64 * 32 + 5) * 4), float.NegativeInfinity);
        ModelAssert.Fails(() => Load(bytes), "model.bin", "'layers.0.attention_norm'", "finite", "-infinity at element 5");
        Assert.AreEqual(float.NegativeInfinity, Load(bytes, validateValues: false).Blocks[0].AttentionNorm[5]);
    }

    [TestMethod]
    public void A_scale_that_makes_a_weight_infinite_is_named()
    {
        const int Norms = 5 * 32 * 4, Embedding = 64 * 32;
        var bytes = File.ReadAllBytes(TestData.Golden("llama2c/tiny-v2-q8.bin"));
        bytes.AsSpan(256 + Norms, Embedding).Fill(127);
        BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(256 + Norms + Embedding + 3 * 4), 3e38f);
        ModelAssert.Fails(() => Load(bytes), "model.bin", "'tok_embeddings'", "infinity at element 96");
    }

    private static DecoderModel Load(byte[] bytes, bool validateValues = true) =>
        Llama2cCheckpoint.Load(ByteRegion.Copy(bytes), "model.bin", validateValues);
}
