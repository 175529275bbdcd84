using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Models.Weights.Storage;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tests.Evaluation;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Checkpoints.Packages;

/// <summary>Whatever goes into a package comes back: storages, sizes, bits.</summary>
[TestClass]
public sealed class ModelPackageTests
{
    [TestMethod]
    [DataRow(ElementType.Float32), DataRow(ElementType.BFloat16), DataRow(ElementType.Float16)]
    public void Dense_and_sparse_weights_come_back(ElementType type)
    {
        foreach (bool tied in (bool[])[false, true])
        {
            RoundTrip(PackageSamples.Model(m => PackageSamples.Dense(m, type), tied));
            RoundTrip(PackageSamples.Model(m => PackageSamples.Sparse(m, type), tied));
            RoundTrip(PackageSamples.Model(m => PackageSamples.TwoOfFour(m, type), tied));
        }
    }

    [TestMethod]
    [DataRow(2, 0, true, 0.0), DataRow(3, 7, false, 0.1), DataRow(4, 32, true, 0.9), DataRow(5, 1, false, 0.95), DataRow(8, 1000, true, 0.0), DataRow(8, 16, false, 1.0)]
    public void Quantized_weights_come_back(int bits, int group, bool symmetric, double zeroShare) =>
        RoundTrip(PackageSamples.Model(m => PackageSamples.Quantized(m, bits, group, symmetric, zeroShare)));

    [TestMethod]
    public void Results_of_recipes_come_back()
    {
        var model = PackageSamples.Model(m => new DenseWeights(m));
        var modified = RecipeRunner.Apply(model, Recipe.Parse("prune(magnitude, sparsity=0.7) + quantize(rtn, bits=4, group=16)")).Model;
        var read = RoundTrip(modified);
        Assert.AreEqual(WeightSize.Of(modified.Decoder), WeightSize.Of(read.Decoder));
    }

    [TestMethod]
    [DataRow("quantize(rtn, bits=3, scope=matrix, scales=f16)"), DataRow("quantize(nf4, block=7)"), DataRow("quantize(fp4, doubleQuantization=true)"), DataRow("quantize(mxfp4)"), DataRow("quantize(nvfp4)")]
    public void Grids_of_every_form_come_back(string recipe) =>
        RoundTrip(RecipeRunner.Apply(PackageSamples.Model(m => new DenseWeights(m)), Recipe.Parse(recipe)).Model);

    [TestMethod]
    public void Rounding_of_inputs_comes_back()
    {
        var model = PackageSamples.Model(m => new DenseWeights(m));
        BlockInputs[] inputs = [new(Down: new(8)), BlockInputs.All(new(4, 6.5))];
        var rounding = model.With(model.Decoder.WithBlocks([.. model.Decoder.Blocks.Zip(inputs, (b, i) => b.With(i))]));
        var read = RoundTrip(rounding);
        CollectionAssert.AreEqual(inputs, read.Decoder.Blocks.Select(b => b.Additions.Inputs).ToArray());
        Assert.AreNotEqual(ModelHash.Of(model, WorkerPool.Shared), ModelHash.Of(rounding, WorkerPool.Shared));
        Assert.AreEqual(ModelHash.Of(rounding, WorkerPool.Shared), ModelHash.Of(read, WorkerPool.Shared));
    }

    [TestMethod]
    public void A_matrix_with_two_places_is_stored_once()
    {
        var model = PackageSamples.Model(m => new DenseWeights(m));
        var twice = model.With(model.Decoder.WithBlocks([model.Decoder.Blocks[0], model.Decoder.Blocks[0], model.Decoder.Blocks[1]]));
        var read = RoundTrip(twice);
        Assert.AreSame(read.Decoder.Blocks[0][LinearRole.Gate], read.Decoder.Blocks[1][LinearRole.Gate]);
        Assert.AreNotSame(read.Decoder.Blocks[0][LinearRole.Gate], read.Decoder.Blocks[2][LinearRole.Gate]);
        Assert.IsLessThan(ModelPackage.GetByteLength(model) + 2000, ModelPackage.GetByteLength(twice));
    }

    [TestMethod]
    public void Every_part_of_the_architecture_comes_back()
    {
        var model = PackageSamples.Model(m => new DenseWeights(m));
        var spec = model.Decoder.Spec with
        {
            Family = "mistral",
            NormEpsilon = 1.0 / 3e5,
            Rotary = new() { Base = 500000.1, Layout = RotaryLayout.Pairs, Llama3Scaling = new(8, 1.5, 4, 100) },
        };
        RoundTrip(model.With(new(spec, model.Decoder.Embedding, model.Decoder.Blocks, model.Decoder.FinalNorm, model.Decoder.Head)));
    }

    [TestMethod]
    public void The_same_model_gives_the_same_bytes_as_stream_and_text()
    {
        var model = PackageSamples.Model(m => PackageSamples.Sparse(m, ElementType.BFloat16));
        var bytes = PackageSamples.Bytes(model);
        CollectionAssert.AreEqual(bytes, PackageSamples.Bytes(ModelPackage.Read(bytes, "again")));
        Assert.AreEqual(bytes.Length, ModelPackage.GetByteLength(model));
        var text = ModelPackage.ToBase64(model);
        Assert.AreEqual(Convert.ToBase64String(bytes), text);
        PackageSamples.AssertSame(model, ModelPackage.FromBase64(text, "text"));
        ModelAssert.Fails(() => ModelPackage.FromBase64("no base64!", "text"), "text: expected base64 text");
        ModelAssert.Fails(() => ModelPackage.FromBase64("", "text"), "text: expected a model package of at least 24 bytes, found 0");
    }

    [TestMethod]
    public void A_stream_is_read_to_the_end_of_the_package()
    {
        var model = PackageSamples.Model(m => new DenseWeights(m));
        using var stream = new MemoryStream();
        ModelPackage.Write(model, stream);
        ModelPackage.Write(model, stream);
        stream.WriteByte(7);
        stream.Position = 0;
        for (int i = 0; i < 2; i++) PackageSamples.AssertSame(model, ModelPackage.Read(stream, "stream"));
        Assert.AreEqual(7, stream.ReadByte());
    }

    [TestMethod]
    public void What_cannot_be_packaged_is_named()
    {
        var model = PackageSamples.Model(m => new DenseWeights(m));
        var foreign = new LanguageModel("mine", model.Decoder, new LetterTokenizer());
        ModelAssert.Fails(() => ModelPackage.GetByteLength(foreign), "model 'mine'", "found LetterTokenizer, which cannot be packaged");
        var block = model.Decoder.Blocks[1].With(new Dictionary<LinearRole, WeightMatrix> { [LinearRole.Down] = new Ones(24, 40) });
        ModelAssert.Fails(
            () => PackageSamples.Bytes(model.With(model.Decoder.WithBlocks([model.Decoder.Blocks[0], block]))),
            "tensor 'blocks.1.down'", "found Ones, which cannot be stored");
        var vocabulary = BytePairTrainer.Train(["ab"], 300);
        var large = new LanguageModel("small", model.Decoder, Tokenizers.FromTokenizerJson(TrainedTokenizerJson.Write(vocabulary), "trained"));
        ModelAssert.Fails(() => ModelPackage.GetByteLength(large), "model 'small'", "at most the model's 37 ids", "found 259");
    }

    [TestMethod]
    public void Every_storage_of_the_library_can_be_stored()
    {
        var storages = typeof(WeightMatrix).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(WeightMatrix))).ToArray();
        Assert.IsNotEmpty(storages);
        foreach (var storage in storages) Assert.IsTrue(storage.IsAssignableTo(typeof(IStoredWeights)), storage.Name);
    }

    [TestMethod]
    [DataRow(""), DataRow("quantize(rtn, bits=4, group=32)"), DataRow("prune(magnitude, sparsity=0.6)"), DataRow("prune(magnitude, sparsity=0.6, targets=all) + quantize(rtn, bits=8, group=0)")]
    public void A_real_model_comes_back_and_takes_little_more_than_its_weights(string recipe)
    {
        var model = Checkpoint.LoadModel(TestData.External("golden/stories260K-hf"));
        if (recipe.Length > 0) model = RecipeRunner.Apply(model, Recipe.Parse(recipe)).Model;
        var read = RoundTrip(model);
        long tokenizer = model.Source!.Files.Where(f => Path.GetFileName(f.Path).StartsWith("tokenizer", StringComparison.Ordinal)).Sum(f => f.Length);
        long content = WeightSize.Of(read.Decoder).Bytes + tokenizer, tensors = 2 + 5 * 9;
        Assert.IsLessThan(content + 200 * tensors, ModelPackage.GetByteLength(model));
        if (content > 500_000) Assert.IsLessThan(1.02 * content, ModelPackage.GetByteLength(model));
    }

    private static LanguageModel RoundTrip(LanguageModel model)
    {
        var read = ModelPackage.Read(PackageSamples.Bytes(model), "package");
        PackageSamples.AssertSame(model, read);
        return read;
    }

    /// <summary>A storage that the library does not know.</summary>
    private sealed class Ones(int rows, int columns) : WeightMatrix(rows, columns)
    {
        public override string Format => "ones";

        public override long ByteSize => 0;

        public override long ZeroCount => 0;

        public override void CopyRow(int row, Span<float> destination) => destination[..Columns].Fill(1);
    }
}
