using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;

namespace MLNetHemorrhage.Tests.Checkpoints;

[TestClass]
public sealed class ExportTests
{
    [TestMethod]
    [DataRow(ElementType.Float32, "f32")]
    [DataRow(ElementType.Float16, "f16")] // the golden's values are exact in f16
    public void A_saved_model_is_the_model(ElementType type, string format)
    {
        using var directory = new ModelDirectory();
        var model = Checkpoint.LoadDecoder(TestData.Golden("families/llama3"));
        Checkpoint.SaveDecoder(model, directory.At("new/model"), type);
        var loaded = Checkpoint.LoadDecoder(directory.At("new/model"));
        Assert.AreEqual(model.Spec, loaded.Spec);
        Assert.AreEqual(format, loaded.Embedding.Format);
        ModelAssert.SameTensors(model, loaded);
    }

    [TestMethod]
    public void Rounded_inputs_are_refused_where_they_cannot_be_said()
    {
        using var directory = new ModelDirectory();
        var model = Checkpoint.LoadDecoder(TestData.Golden("families/llama3"));
        var rounding = model.WithBlocks([model.Blocks[0], .. model.Blocks.Skip(1).Select(b => b.With(BlockInputs.All(new(8))))]);
        ModelAssert.Fails(() => Checkpoint.SaveDecoder(rounding, directory.At("a")), "expected inputs of layers that are not rounded, as config.json can say", "found int8 per token in block 1", "a model package can hold it");
    }

    [TestMethod]
    public void BFloat16_rounds_once()
    {
        using var directory = new ModelDirectory();
        var model = Checkpoint.LoadDecoder(TestData.Golden("families/llama3"));
        Checkpoint.SaveDecoder(model, directory.At("a"), ElementType.BFloat16);
        var rounded = Checkpoint.LoadDecoder(directory.At("a"));
        Checkpoint.SaveDecoder(rounded, directory.At("b"), ElementType.BFloat16);
        CollectionAssert.AreEqual(File.ReadAllBytes(directory.At("a/model.safetensors")), File.ReadAllBytes(directory.At("b/model.safetensors")));
        Assert.AreEqual("bf16", rounded.Head.Format);
        Assert.AreEqual(model.FinalNorm[3], rounded.FinalNorm[3], 1f / 256);
    }

    [TestMethod]
    public void The_golden_file_is_written_again_byte_by_byte()
    {
        using var directory = new ModelDirectory();
        Checkpoint.SaveDecoder(Checkpoint.LoadDecoder(TestData.Golden("families/llama3")), directory.Path);
        var golden = SafetensorsFile.Open(TestData.Golden("families/llama3/model.safetensors"));
        var written = SafetensorsFile.Open(directory.At("model.safetensors"));
        CollectionAssert.AreEqual(golden.Tensors.Select(t => t.Name).Order(StringComparer.Ordinal).ToArray(), written.Tensors.Select(t => t.Name).ToArray());
        foreach (var tensor in written.Tensors)
        {
            var bytes = golden.Bytes(golden.Tensors.Single(t => t.Name == tensor.Name));
            Assert.IsTrue(bytes.Slice(0, (int)bytes.Length).SequenceEqual(written.Bytes(tensor).Slice(0, (int)tensor.ByteLength)), tensor.Name);
        }
        Assert.AreEqual("pt", written.Metadata["format"]);
        Assert.AreEqual(0, (new FileInfo(directory.At("model.safetensors")).Length - written.Tensors.Sum(t => t.ByteLength)) % 8);
    }

    [TestMethod]
    public void Pairs_become_halves_with_the_same_logits()
    {
        using var directory = new ModelDirectory();
        var pairs = Checkpoint.LoadDecoder(TestData.Golden("llama2c/tiny-v0-untied.bin"));
        Checkpoint.SaveDecoder(pairs, directory.Path);
        var halves = Checkpoint.LoadDecoder(directory.Path);
        Assert.AreEqual(pairs.Spec with { Rotary = pairs.Spec.Rotary with { Layout = RotaryLayout.Halves } }, halves.Spec);

        var batch = new TokenBatch([[1, 17, 42, 3, 60, 5, 9, 33], [2, 8, 8, 63]]);
        var expected = Run.Logits(pairs, batch, WorkerPool.Shared).Values.ToArray();
        var actual = Run.Logits(halves, batch, WorkerPool.Shared).Values.ToArray();
        for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i], actual[i], 1e-5f);
    }

    [TestMethod]
    public void The_export_of_stories_is_its_published_conversion()
    {
        using var directory = new ModelDirectory();
        Checkpoint.SaveDecoder(Checkpoint.LoadDecoder(TestData.External("models/stories260K/stories260K.bin")), directory.Path);
        var expected = Checkpoint.LoadDecoder(TestData.External("golden/stories260K-hf"));
        var actual = Checkpoint.LoadDecoder(directory.Path);
        Assert.AreEqual(expected.Spec, actual.Spec);
        Assert.AreSame(actual.Embedding, actual.Head);
        ModelAssert.SameTensors(expected, actual);
    }

    [TestMethod]
    public void A_value_beyond_the_type_is_an_error_and_leaves_what_was_there()
    {
        using var directory = ModelDirectory.Golden();
        var before = File.ReadAllBytes(directory.At("model.safetensors"));
        var model = Checkpoint.LoadDecoder(directory.Path);
        var large = model.Blocks[1][LinearRole.Up].ToMatrix();
        large[2, 3] = 70000;
        var changed = model.Blocks[1].With(new Dictionary<LinearRole, WeightMatrix> { [LinearRole.Up] = new DenseWeights(large) });
        var damaged = new DecoderModel(model.Spec, model.Embedding, [model.Blocks[0], changed], model.FinalNorm, model.Head);

        ModelAssert.Fails(() => Checkpoint.SaveDecoder(damaged, directory.Path, ElementType.Float16), "'model.layers.1.mlp.up_proj.weight'", "f16", "70000 at element 131");
        CollectionAssert.AreEqual(before, File.ReadAllBytes(directory.At("model.safetensors")));
        Assert.HasCount(2, Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    [OSCondition(ConditionMode.Exclude, OperatingSystems.Windows)] // which does not let go of a mapped file
    public void A_model_can_be_saved_over_the_files_it_is_mapped_from()
    {
        using var directory = ModelDirectory.Golden();
        var model = Checkpoint.LoadDecoder(directory.Path);
        Checkpoint.SaveDecoder(model, directory.Path);
        ModelAssert.SameTensors(model, Checkpoint.LoadDecoder(directory.Path));
    }

    [TestMethod]
    public void Nothing_is_replaced_unless_everything_can_be_written()
    {
        using var directory = ModelDirectory.Golden();
        var before = File.ReadAllBytes(directory.At("model.safetensors"));
        ModelAssert.Fails(() => FileReplacement.Write(
            (directory.At("model.safetensors"), s => s.WriteByte(1)),
            (directory.At("absent/config.json"), s => s.WriteByte(1))), "absent/config.json", "expected a place to write to");
        CollectionAssert.AreEqual(before, File.ReadAllBytes(directory.At("model.safetensors")));
        Assert.HasCount(2, Directory.GetFileSystemEntries(directory.Path));
    }

    [TestMethod]
    public void A_file_in_the_place_of_the_directory_is_an_error()
    {
        using var directory = ModelDirectory.Golden();
        var model = Checkpoint.LoadDecoder(directory.Path);
        ModelAssert.Fails(() => Checkpoint.SaveDecoder(model, directory.At("config.json")), "config.json", "expected a directory", "found");
    }
}
