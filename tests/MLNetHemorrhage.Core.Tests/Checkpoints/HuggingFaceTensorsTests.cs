using System.Runtime.InteropServices;
using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Checkpoints;

/// <summary>Tensors that are missing, too many, of another shape or type, not finite, or not where the index says.</summary>
[TestClass]
public sealed class HuggingFaceTensorsTests
{
    private const string Up = "model.layers.1.mlp.up_proj.weight";
    private const string First = "model-00001-of-00002.safetensors";
    private const string Second = "model-00002-of-00002.safetensors";

    [TestMethod]
    public void A_missing_tensor_is_named()
    {
        using var model = ModelDirectory.Golden();
        Rewrite(model, tensors => tensors.Remove(Up));
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), model.Path, $"'{Up}'", "[96, 64]", "found none");
    }

    [TestMethod]
    public void An_extra_tensor_is_named()
    {
        using var model = ModelDirectory.Golden();
        Rewrite(model, tensors => tensors["model.layers.2.mlp.up_proj.weight"] = tensors[Up]);
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), model.At("model.safetensors"), "'model.layers.2.mlp.up_proj.weight'", "config.json");
    }

    [TestMethod]
    public void Rotary_frequencies_of_old_checkpoints_are_no_extra_tensor()
    {
        using var model = ModelDirectory.Golden();
        Rewrite(model, tensors => tensors["model.layers.0.self_attn.rotary_emb.inv_freq"] = TensorSource.Of("x", new float[8]));
        Assert.HasCount(2, Checkpoint.LoadDecoder(model.Path).Blocks);
    }

    [TestMethod]
    public void A_tied_model_may_store_its_embedding_twice_but_no_other_head()
    {
        using var model = ModelDirectory.Golden();
        model.Configure(("tie_word_embeddings", "true"));
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), "'lm_head.weight'", "tie_word_embeddings", "row 0");
        Rewrite(model, tensors => tensors["lm_head.weight"] = tensors["model.embed_tokens.weight"]);
        var tied = Checkpoint.LoadDecoder(model.Path);
        Assert.AreSame(tied.Embedding, tied.Head);
    }

    [TestMethod]
    public void Another_shape_is_named()
    {
        using var model = ModelDirectory.Golden();
        model.Configure(("intermediate_size", "95"));
        ModelAssert.Fails(
            () => Checkpoint.LoadDecoder(model.Path), model.At("model.safetensors"), "'model.layers.0.mlp.gate_proj.weight'", "[95, 64]", "found [96, 64]");
    }

    [TestMethod]
    public void A_flat_tensor_of_the_right_length_is_another_shape()
    {
        using var model = ModelDirectory.Golden();
        Rewrite(model, tensors => tensors[Up] = TensorSource.Of(Up, new float[96 * 64]));
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), $"'{Up}'", "[96, 64]", "found [6144]");
    }

    [TestMethod]
    [DataRow("I64", 8)]
    [DataRow("F64", 8)]
    [DataRow("U8", 1)]
    public void A_type_that_cannot_be_weights_is_named(string type, int size)
    {
        var file = SafetensorsFile.Parse(
            ByteRegion.Copy(SafetensorsBytes.Of($$$"""{"x":{"dtype":"{{{type}}}","shape":[2],"data_offsets":[0,{{{2 * size}}}]}}""", 2 * size)), "weights.safetensors");
        var tensors = new TensorSet("model", validateValues: true);
        tensors.Add(file);
        ModelAssert.Fails(() => tensors.Vector("x", 2), "weights.safetensors", "'x'", "F32, F16 or BF16", "found " + type);
    }

    [TestMethod]
    [DataRow(ElementType.Float32, float.NaN, "NaN")]
    [DataRow(ElementType.Float32, float.PositiveInfinity, "infinity")]
    [DataRow(ElementType.BFloat16, float.NegativeInfinity, "-infinity")]
    [DataRow(ElementType.BFloat16, float.NaN, "NaN")]
    [DataRow(ElementType.Float16, float.PositiveInfinity, "infinity")]
    [DataRow(ElementType.Float16, float.NaN, "NaN")]
    public void The_first_value_that_is_not_finite_is_named(ElementType type, float value, string found)
    {
        // Long enough for several blocks of the scan, and for a rest shorter than a vector.
        var values = new float[700_003];
        foreach (int position in (int[])[0, 31, 262_143, 262_144, 500_001, 700_002])
        {
            Array.Fill(values, type == ElementType.Float16 ? 65504 : 3e38f);
            values[position] = values[^1] = value;
            var bytes = new byte[values.Length * type.Size()];
            FloatConversion.FromSingle(type, values, bytes);
            ModelAssert.Fails(
                () => ValueCheck.RequireFinite(ByteRegion.Copy(bytes), type, "weights.safetensors", "x"),
                "weights.safetensors", "'x'", "finite values", $"found {found} at element {position}.");
        }
    }

    [TestMethod]
    public void The_check_of_values_can_be_skipped()
    {
        using var model = ModelDirectory.Golden();
        var bytes = File.ReadAllBytes(model.At("model.safetensors"));
        MemoryMarshal.Cast<byte, float>(bytes.AsSpan(bytes.Length - 4))[0] = float.NaN;
        model.Write("model.safetensors", bytes);
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), model.At("model.safetensors"), "'model.norm.weight'", "NaN at element 63");
        Assert.IsTrue(float.IsNaN(Checkpoint.LoadDecoder(model.Path, validateValues: false).FinalNorm[63]));
    }

    [TestMethod]
    public void Shards_give_the_model()
    {
        using var model = Sharded();
        ModelAssert.SameTensors(Checkpoint.LoadDecoder(TestData.Golden("families/llama3")), Checkpoint.LoadDecoder(model.Path));
    }

    [TestMethod]
    [DataRow("absent.safetensors", "the shard 'absent.safetensors'", "no such file")]
    [DataRow("../model.safetensors", "without a path", "'../model.safetensors'")]
    [DataRow("/etc/model.safetensors", "without a path", "'/etc/model.safetensors'")]
    [DataRow("..", "without a path", "'..'")]
    [DataRow("", "without a path", "''")]
    public void The_index_names_files_beside_it(string shard, string expected, string found)
    {
        using var model = Sharded(map => map[Up] = shard);
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), "model.safetensors.index.json", expected, "found " + found);
    }

    [TestMethod]
    public void The_index_and_the_shards_must_agree()
    {
        using (var elsewhere = Sharded(map => map[Up] = First))
            ModelAssert.Fails(() => Checkpoint.LoadDecoder(elsewhere.Path), "model.safetensors.index.json", $"'{Up}'", $"it in '{First}'", "missing");
        using (var unknown = Sharded(map => map.Remove(Up)))
            ModelAssert.Fails(() => Checkpoint.LoadDecoder(unknown.Path), unknown.At(Second), $"'{Up}'", "only tensors of the index", "it here");
        using (var absent = Sharded(map => map["more"] = Second))
            ModelAssert.Fails(() => Checkpoint.LoadDecoder(absent.Path), "model.safetensors.index.json", "'more'", $"it in '{Second}'", "missing");
        using var repeated = Sharded();
        Rewrite(repeated, tensors => tensors.Keys.Where(k => k != Up && !k.StartsWith("lm_head", StringComparison.Ordinal)).ToList().ForEach(k => tensors.Remove(k)), First);
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(repeated.Path), repeated.At(First), $"'{Up}'", $"it in '{Second}'", "it here");
    }

    [TestMethod]
    [DataRow("{}", "'weight_map'", "nothing")]
    [DataRow("{\"weight_map\":[]}", "'weight_map'", "an array")]
    [DataRow("{\"weight_map\":{\"x\":1}}", "'weight_map.x'", "'1'")]
    [DataRow("{\"weight_map\":{\"x\":\"a\",\"x\":\"a\"}}", "each key once", "error")]
    public void A_wrong_index_is_an_error(string json, string expected, string found)
    {
        using var model = Sharded();
        model.Write("model.safetensors.index.json", json);
        ModelAssert.Fails(() => Checkpoint.LoadDecoder(model.Path), "model.safetensors.index.json", expected, found);
    }

    private static ModelDirectory Sharded(Action<Dictionary<string, string>>? change = null)
    {
        var model = ModelDirectory.Golden();
        var names = SafetensorsFile.Open(model.At("model.safetensors")).Tensors.Select(t => t.Name).ToArray();
        var map = names.ToDictionary(n => n, n => n.Contains("layers.1", StringComparison.Ordinal) ? Second : First);
        foreach (var shard in (string[])[First, Second])
            Rewrite(model, tensors => names.Where(n => map[n] != shard).ToList().ForEach(n => tensors.Remove(n)), shard);
        File.Delete(model.At("model.safetensors"));
        change?.Invoke(map);
        model.Write("model.safetensors.index.json", JsonSerializer.Serialize(new { metadata = new { total_size = 1 }, weight_map = map }));
        return model;
    }

    // Writes the golden's tensors again, changed.
    private static void Rewrite(ModelDirectory model, Action<Dictionary<string, TensorSource>> change, string name = "model.safetensors")
    {
        var golden = SafetensorsFile.Open(TestData.Golden("families/llama3/model.safetensors"));
        var tensors = golden.Tensors.ToDictionary(t => t.Name, t => new TensorSource(t.Name, t.Shape, (row, destination) =>
        {
            int length = destination.Length * sizeof(float);
            FloatConversion.ToSingle(ElementType.Float32, golden.Bytes(t).Slice((long)row * length, length), destination);
        }));
        change(tensors);
        FileReplacement.Write((model.At(name), s => SafetensorsWriter.Write(s, name, tensors.Select(t => t.Value with { Name = t.Key }), ElementType.Float32)));
    }
}
