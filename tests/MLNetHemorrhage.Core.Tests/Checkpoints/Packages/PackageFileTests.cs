using System.Security.Cryptography;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Checkpoints.Packages;

/// <summary>Packages as files that a path and a SHA-256 refer to.</summary>
[TestClass]
public sealed class PackageFileTests
{
    private static readonly LanguageModel Model = PackageSamples.Model(m => PackageSamples.Quantized(m, 4, 8, true, 0.2), tied: true);

    [TestMethod]
    public void A_file_comes_back_by_path_and_hash()
    {
        using var directory = new ModelDirectory();
        var path = directory.At("model.mlh");
        var sha256 = ModelPackage.Save(Model, path);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))), sha256);
        Assert.AreEqual(ModelPackage.GetByteLength(Model), new FileInfo(path).Length);
        CollectionAssert.AreEqual(new[] { path }, Directory.GetFiles(directory.Path));
        PackageSamples.AssertSame(Model, ModelPackage.Load(path, sha256.ToUpperInvariant()));
        PackageSamples.AssertSame(Model, ModelPackage.Load(path));
        Assert.AreEqual(sha256, ModelPackage.Load(path).Source!.Files.Single().ComputeSha256());
    }

    [TestMethod]
    public void A_package_is_a_checkpoint()
    {
        using var directory = new ModelDirectory();
        var path = directory.At("model.bin");
        ModelPackage.Save(Model, path);
        var read = LanguageModel.Load(path);
        PackageSamples.AssertSame(Model, read);
        Assert.AreEqual(path, read.Source!.Path);
        ModelAssert.SameTensors(Model.Decoder, Checkpoint.LoadDecoder(path));
    }

    [TestMethod]
    public void Another_file_is_refused()
    {
        using var directory = new ModelDirectory();
        var path = directory.At("model.mlh");
        ModelAssert.Fails(() => ModelPackage.Load(path, new string('0', 64)), path, "expected a file, found nothing there");
        var sha256 = ModelPackage.Save(Model, path);
        var other = ModelPackage.Save(PackageSamples.Model(m => new DenseWeights(m)), path);
        ModelAssert.Fails(() => ModelPackage.Load(path, sha256), path, sha256, other);
        File.WriteAllText(path, "a story about a model that went away");
        ModelAssert.Fails(() => ModelPackage.Load(path, sha256), path, "expected a model package");
        ModelAssert.Fails(() => ModelPackage.Save(Model, directory.At("no/such/place")), "no/such/place", "a place to write to");
    }

    [TestMethod]
    public void A_model_knows_the_files_it_came_from()
    {
        using var directory = ModelDirectory.Golden();
        directory.Write("tokenizer.model", new Tokenization.SentencePieceFile().Specials().Piece("▁").ToArray());
        var model = LanguageModel.Load(directory.Path);
        CollectionAssert.AreEqual(new[] { "config.json", "model.safetensors", "tokenizer.model" }, model.Source!.Files.Select(f => Path.GetFileName(f.Path)).ToArray());
        Assert.AreSame(model.Source, model.With(model.Decoder.WithBlocks([])).Source);

        var config = model.Source.Files[0];
        var bytes = File.ReadAllBytes(config.Path);
        Assert.AreEqual(bytes.Length, config.Length);
        Assert.AreEqual(Convert.ToHexStringLower(SHA256.HashData(bytes)), config.ComputeSha256());
        directory.Write("config.json", "{}");
        ModelAssert.Fails(() => config.ComputeSha256(), config.Path, $"{bytes.Length} bytes, as when the model was loaded", "found 2");
        File.Delete(config.Path);
        ModelAssert.Fails(() => config.ComputeSha256(), config.Path, "a readable file");
        Assert.IsNull(Model.Source);
    }
}
