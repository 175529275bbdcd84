using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Checkpoints.Packages;

/// <summary>A package that is not what was written is refused with the library's own error, whether by accident or made on purpose.</summary>
[TestClass]
public sealed class DamagedPackageTests
{
    private const int Rounds = 4000;

    private static readonly byte[] Good = PackageSamples.Bytes(PackageSamples.Model(Mixed));

    [TestMethod]
    public void Every_changed_byte_is_noticed()
    {
        var random = new RandomSource(3);
        for (int round = 0; round < 500; round++)
        {
            var bytes = (byte[])Good.Clone();
            bytes[random.NextInt(bytes.Length)] ^= (byte)(1 << random.NextInt(8));
            ModelAssert.Fails(() => ModelPackage.Read(bytes, "damaged"), "damaged", "expected", "found");
        }
    }

    [TestMethod]
    public void Every_missing_end_is_noticed()
    {
        for (int length = 0; length < Good.Length; length += length < 100 ? 1 : 997)
        {
            ModelAssert.Fails(() => ModelPackage.Read(Good.AsSpan(0, length), "cut"), "cut", "expected", "found");
            ModelAssert.Fails(() => ModelPackage.Read(new MemoryStream(Good, 0, length), "cut"), "cut", "expected", "found");
        }
        ModelAssert.Fails(() => ModelPackage.Read([.. Good, 0], "long"), "long", $"{Good.Length} bytes", $"found {Good.Length + 1}");
    }

    [TestMethod]
    public void A_length_is_not_believed_before_the_bytes_are_there()
    {
        var bytes = (byte[])Good.Clone();
        BitConverter.TryWriteBytes(bytes.AsSpan(16), 2_000_000_000L);
        ModelAssert.Fails(() => ModelPackage.Read(new MemoryStream(bytes), "long"), "2000000000 bytes", $"found {Good.Length}");
        BitConverter.TryWriteBytes(bytes.AsSpan(16), 3_000_000_000L);
        ModelAssert.Fails(() => ModelPackage.Read(new MemoryStream(bytes), "long"), "in a stream", "found 3000000000");
    }

    [TestMethod]
    [DataRow(0, 'X', "a model package, which starts with 'MLHmodel'")]
    [DataRow(8, 2, "a model package of version 1, found version 2")]
    [DataRow(12, 1, "ends at a multiple of 64")]
    [DataRow(23, 255, "a package of at least")]
    public void The_start_is_checked(int position, int value, string expected)
    {
        var bytes = (byte[])Good.Clone();
        bytes[position] = (byte)value;
        ModelAssert.Fails(() => ModelPackage.Read(bytes, "start"), "start: expected", expected);
    }

    [TestMethod]
    public void A_header_that_is_made_up_is_named()
    {
        Fails(h => h["extra"] = 1, "'$.extra'");
        Fails(h => h.Remove("name"), "missing required properties", "'name'");
        Fails(h => h["decoder"]!["hiddenSize"] = "24", "'$.decoder.hiddenSize'");
        Fails(h => h["decoder"]!["hiddenSize"] = 1 << 30, "a hidden size from 1 to");
        Fails(h => h["decoder"]!["hiddenSize"] = 26, "tensor 'embedding'", "shape [37, 26]", "found [37, 24]");
        Fails(h => h["decoder"]!["blockCount"] = 3, "tensor 'blocks.2.attentionNorm'", "found none");
        Fails(h => h["decoder"]!["blockCount"] = 1, "tensor 'blocks.1.", "only tensors of the architecture");
        Fails(h => h["decoder"]!["tiedHead"] = true, "head: expected the embedding itself");
        Fails(h => h["decoder"]!["rotary"] = null, "'$.decoder.rotary'");
        Fails(h => h["decoder"]!["rotary"]!["layout"] = "quarters", "'$.decoder.rotary.layout'");
        Fails(h => h["shared"]!["head"] = "embedding", "tensor 'head'", "found both");
        Fails(h => h["shared"]!["nose"] = "embedding", "tensor 'nose'", "only tensors of the architecture");
        Fails(h => h["tensors"]![3] = null, "without empty entries");
        Fails(h => h["tokenizer"]!["kind"] = "words", "another kind");
        Fails(h => h["tokenizer"]!["vocabularySize"] = 7, "a tokenizer of 7 ids");
        Fails(h => h["tokenizer"]!["files"]![0]!["name"] = "readme.md", "only tokenizer.model");
        Fails(h => h["tokenizer"]!["files"] = new JsonArray(), "bytes of data");
    }

    [TestMethod]
    public void Rounded_inputs_that_are_made_up_are_named()
    {
        Fails(h => h["inputs"] = Inputs("{}"), "the inputs of 2 blocks", "found 1");
        Fails(h => h["inputs"] = Inputs("{}, null"), "the inputs of every block", "found null");
        Fails(h => h["inputs"] = Inputs("{}, { \"down\": {} }"), "missing required properties", "'bits'");
        Fails(h => h["inputs"] = Inputs("{}, { \"down\": { \"bits\": 12 } }"), "block 1, Down inputs: expected 2 to 8 bits", "found int12 per token");
        Fails(h => h["inputs"] = Inputs("{}, { \"query\": { \"bits\": 8 } }"), "'$.inputs[1].query'");

        static JsonNode Inputs(string blocks) => JsonNode.Parse($"[{blocks}]")!;
    }

    [TestMethod]
    public void Sizes_of_blocks_that_are_made_up_are_named()
    {
        Fails(h => h["blocks"] = Blocks(1), "the sizes of 2 blocks", "found 1");
        Fails(h => h["blocks"] = Blocks(2, b => b["headGroups"] = new JsonArray()), "block 0", "from 1 to 2 key-value heads", "found 0");
        Fails(h => h["blocks"] = Blocks(2, b => b["headGroups"] = new JsonArray(2, 0)), "block 0", "from 1 to 4 query heads of a key-value head", "found 0");
        Fails(h => h["blocks"] = Blocks(2, b => b["headGroups"] = new JsonArray(3, 2)), "block 0", "from 1 to 4 query heads", "found 5");
        Fails(h => h["blocks"] = Blocks(2, b => b["headGroups"] = new JsonArray(2, 1)), "tensor 'blocks.0.query'", "shape [18, 24]", "found [24, 24]");
        Fails(h => h["blocks"] = Blocks(2, b => b["feedForwardSize"] = 41), "block 0", "from 1 to 40 feed-forward channels", "found 41");
        Fails(h => h["blocks"] = Blocks(2, b => b["middleWidth"] = 1 << 25), "block 0", "numbers in the residual stream", "found 33554432");
        Fails(h => h["blocks"] = Blocks(2, b => b["outputWidth"] = 20), "tensor 'blocks.0.down'", "shape [20, 40]", "found [24, 40]");
        Fails(h => h["blocks"] = new JsonArray(null, null), "block 0", "found null");

        static JsonArray Blocks(int count, Action<JsonObject>? change = null)
        {
            var blocks = new JsonArray();
            for (int b = 0; b < count; b++)
            {
                var block = new JsonObject { ["headGroups"] = new JsonArray(2, 2), ["feedForwardSize"] = 40, ["middleWidth"] = 24, ["outputWidth"] = 24 };
                change?.Invoke(block);
                blocks.Add(block);
            }
            return blocks;
        }
    }

    [TestMethod]
    public void A_tensor_that_is_made_up_is_named()
    {
        Fails(h => Tensor(h, "embedding")["name"] = "finalNorm", "tensor 'finalNorm'", "found it twice");
        Fails(h => Tensor(h, "finalNorm")["offset"] = 0, "an offset of", "'finalNorm'", "found 0");
        Fails(h => Tensor(h, "finalNorm")["length"] = -1, "a length from 0 to", "'finalNorm'", "found -1");
        Fails(h => Tensor(h, "finalNorm")["length"] = long.MaxValue, "a length from 0 to", "'finalNorm'");
        Fails(h => Tensor(h, "finalNorm")["rows"] = 0, "tensor 'finalNorm'", "positive sizes", "found [0, 24]");
        Fails(h => Tensor(h, "finalNorm")["storage"] = "dreamt", "tensor 'finalNorm'", "dense, sparse, nm, quantized", "another kind");
        Fails(h => Tensor(h, "finalNorm")["parameters"]!["type"] = "f64", "tensor 'finalNorm'", "f32, bf16 or f16 as type", "\"f64\"");
        Fails(h => Tensor(h, "finalNorm")["parameters"]!["type"] = "bf16", "tensor 'finalNorm'", "expected 48 bytes, found 96");
        Fails(h => Tensor(h, "finalNorm")["parameters"]!["bits"] = 3, "tensor 'finalNorm'", "the parameters type alone", "found bits");
        Fails(h => Tensor(h, "embedding")["parameters"]!["kept"] = 4, "tensor 'embedding'", "an integer from 1 to 3 as kept", "found 4");
        Fails(h => Tensor(h, "embedding")["parameters"]!["group"] = 17, "tensor 'embedding'", "an integer from 2 to 16 as group", "found 17");
        Fails(h => Tensor(h, "embedding")["parameters"]!["group"] = 5, "tensor 'embedding'", "a choice below 6 for group 4", "of row");
        Fails(h => Tensor(h, "embedding")["parameters"]!["kept"] = 1, "tensor 'embedding'", "bytes, found");
        Fails(h => Tensor(h, "blocks.0.query")["parameters"]!["bits"] = 9, "tensor 'blocks.0.query'", "an integer from 1 to 8 as bits", "found 9");
        Fails(h => Tensor(h, "blocks.0.query")["parameters"]!["masked"] = 0, "tensor 'blocks.0.query'", "true or false as masked", "found 0");
        Fails(h => Tensor(h, "blocks.0.query")["parameters"]!["group"] = 1, "tensor 'blocks.0.query'", "bytes or more");
        Fails(h => Tensor(h, "blocks.0.query")["parameters"]!.AsObject().Remove("group"), "tensor 'blocks.0.query'", "a parameter group", "found none");
    }

    [TestMethod]
    public void Anything_with_a_right_hash_loads_or_is_refused()
    {
        var random = new RandomSource(1);
        int loaded = 0, headerLength = BitConverter.ToInt32(Good, 12);
        for (int round = 0; round < Rounds; round++)
        {
            var bytes = (byte[])Good.Clone();
            for (int flips = 1 + random.NextInt(3); flips > 0; flips--)
                bytes[random.NextInt(random.NextInt(3) == 0 ? bytes.Length : 24 + headerLength)] = (byte)(random.NextInt(2) == 0 ? random.NextInt(256) : "0123456789,:\"{}[]\\u"[random.NextInt(19)]);
            try
            {
                var model = ModelPackage.Read(Signed(bytes), "hostile");
                Run.Logits(model.Decoder, RandomDecoder.Batch(model.Decoder.Spec, 2), WorkerPool.Shared);
                model.Tokenizer.Encode("a b");
                loaded++;
            }
            catch (HemorrhageException e)
            {
                Assert.DoesNotContain("\n", e.Message);
            }
        }
        Assert.IsGreaterThan(Rounds / 10, loaded);
        Assert.IsLessThan(Rounds * 9 / 10, loaded);
    }

    private static void Fails(Action<JsonObject> change, params string[] parts)
    {
        int length = BitConverter.ToInt32(Good, 12);
        var header = JsonNode.Parse(Good.AsSpan(24, length))!.AsObject();
        change(header);
        var json = Encoding.UTF8.GetBytes(header.ToJsonString());
        Array.Resize(ref json, (json.Length + 24 + 63) / 64 * 64 - 24);
        json.AsSpan().Replace((byte)0, (byte)' ');
        byte[] bytes = [.. Good[..24], .. json, .. Good[(24 + length)..]];
        BitConverter.TryWriteBytes(bytes.AsSpan(12), json.Length);
        BitConverter.TryWriteBytes(bytes.AsSpan(16), (long)bytes.Length);
        ModelAssert.Fails(() => ModelPackage.Read(Signed(bytes), "made up"), parts);
    }

    private static byte[] Signed(byte[] bytes)
    {
        SHA256.HashData(bytes.AsSpan(0, bytes.Length - 32), bytes.AsSpan(bytes.Length - 32));
        return bytes;
    }

    private static JsonNode Tensor(JsonObject header, string name) => header["tensors"]!.AsArray().First(t => (string?)t!["name"] == name)!;

    /// <summary>Query and key are quantized, the feed-forward layer sparse, the embedding 2:4, the rest dense.</summary>
    private static WeightMatrix Mixed(Matrix values) => (values.Rows, values.Columns) switch
    {
        (40, 24) => PackageSamples.Sparse(values, ElementType.Float16),
        (24, 24) => PackageSamples.Quantized(values, 4, 8, false, 0.1),
        (12, 24) => PackageSamples.Quantized(values, 8, 0, true, 0.8),
        (24, 40) => PackageSamples.Sparse(values, ElementType.Float32),
        _ when values is { Rows: 37 } => PackageSamples.TwoOfFour(values, ElementType.BFloat16),
        _ => new DenseWeights(values),
    };
}
