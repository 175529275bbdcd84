using MLNetHemorrhage.Checkpoints;

namespace MLNetHemorrhage.Tests.Checkpoints;

/// <summary>What users give in the place of a model.</summary>
[TestClass]
public sealed class CheckpointPathTests
{
    [TestMethod]
    public void A_path_with_nothing_there() =>
        ModelAssert.Fails(() => Checkpoint.LoadModel("no/such/model"), "no/such/model", "expected a model directory or file", "found nothing");

    [TestMethod]
    public void An_empty_directory()
    {
        using var directory = new ModelDirectory();
        ModelAssert.Fails(() => Checkpoint.LoadModel(directory.Path), directory.Path, "config.json", "found none");
    }

    [TestMethod]
    public void A_directory_without_weights()
    {
        using var directory = ModelDirectory.Golden();
        File.Delete(directory.At("model.safetensors"));
        ModelAssert.Fails(() => Checkpoint.LoadModel(directory.Path), directory.Path, "model.safetensors", "found neither");
        directory.Write("pytorch_model.bin", "");
        ModelAssert.Fails(() => Checkpoint.LoadModel(directory.Path), directory.Path, "model.safetensors", "found pytorch_model.bin", "save the model as safetensors");
    }

    [TestMethod]
    [DataRow("model.gguf", "GGUF\u0003\0\0\0", "8 bytes of the number of tensors")]
    [DataRow("model.gguf", "", "a GGUF file")]
    [DataRow("pytorch_model.bin", "PK\u0003\u0004 and more", "a PyTorch pickle")]
    [DataRow("model.safetensors", "whatever is in there", "a single safetensors file; give the directory")]
    [DataRow("config.json", "{}", "give its directory")]
    [DataRow("notes.txt", "Dear diary, today I trained a model.", "multiple of the number of heads")]
    [DataRow("empty.bin", "", "0 bytes")]
    public void A_file_of_another_kind(string name, string content, string found)
    {
        using var directory = new ModelDirectory();
        directory.Write(name, content);
        ModelAssert.Fails(() => Checkpoint.LoadModel(directory.At(name)), directory.At(name), "expected", found);
    }
}
