using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Models.Running;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Checkpoints.Gguf;

/// <summary>What is written comes back: tensors, forms, architecture, tokenizer.</summary>
[TestClass]
public sealed class GgufExportTests
{
    private const string Text = "Once upon a time,  there was ünicode 🦙 & 123 numbers.\n\n\tThe end";

    [TestMethod]
    public void The_default_model_comes_back_with_its_tokenizer()
    {
        var model = LanguageModel.Default;
        var read = RoundTrip(model);
        Assert.AreEqual(model.Decoder.Spec with { Rotary = model.Decoder.Spec.Rotary with { Layout = RotaryLayout.Pairs } }, read.Decoder.Spec);
        ModelAssert.SameTensors(model.Decoder, read.Decoder, LinearRole.Query, LinearRole.Key);
        SameLogits(model.Decoder, read.Decoder);
        SameTokenizer(model.Tokenizer, read.Tokenizer);
        Assert.AreEqual(WeightSize.Of(model.Decoder), WeightSize.Of(read.Decoder));
    }

    [TestMethod]
    public void Blocks_are_written_as_they_are_held()
    {
        var model = RecipeRunner.Apply(LanguageModel.Default, Recipe.Parse("quantize(ggml, type=q5_k_m, targets=all)")).Model;
        var read = RoundTrip(model);
        foreach (var ((name, x), (_, y)) in ModelAssert.Matrices(model.Decoder).Zip(ModelAssert.Matrices(read.Decoder))) Assert.AreEqual(x.Format, y.Format, name);
        Assert.AreEqual("Q6_K", read.Decoder.Head.Format);
        SameLogits(model.Decoder, read.Decoder);
        var again = RoundTrip(read);
        ModelAssert.SameTensors(read.Decoder, again.Decoder);
    }

    [TestMethod]
    public void The_same_model_gives_the_same_bytes()
    {
        using var directory = new ModelDirectory();
        foreach (var file in (string[])["a.gguf", "b.gguf"]) Checkpoint.SaveGguf(LanguageModel.Default, directory.At(file));
        CollectionAssert.AreEqual(File.ReadAllBytes(directory.At("a.gguf")), File.ReadAllBytes(directory.At("b.gguf")));
    }

    [TestMethod]
    public void Vocabularies_of_pieces_come_back()
    {
        var tokenizer = LanguageModel.Load(TestData.External("golden/stories260K-hf")).Tokenizer;
        var read = RoundTrip(new("stories", Wide(RandomDecoder.Spec(), tokenizer.VocabularySize + 3), tokenizer));
        Assert.AreEqual(tokenizer.VocabularySize + 3, read.Tokenizer.VocabularySize); // a token for every row
        SameTokenizer(tokenizer, read.Tokenizer);
    }

    [TestMethod]
    [DataRow("golden/stories260K-hf/tokenizer.model", 512), DataRow("tokenizers/llama2/tokenizer.model", 32000), DataRow("tokenizers/gpt2", 50257)]
    public void Tokenizers_give_the_same_ids_on_all_conformance_texts(string path, int size)
    {
        var tokenizer = Tokenizers.Load(TestData.External(path), size);
        var read = RoundTrip(new("vocabulary", Wide(RandomDecoder.Spec(), size), tokenizer)).Tokenizer;
        foreach (var text in File.ReadAllText(TestData.External("tokenizers/gguf/ggml-vocab-gpt-2.gguf.inp")).Split("\n__ggml_vocab_test__\n"))
            CollectionAssert.AreEqual(tokenizer.Encode(text), read.Encode(text), text);
        SameTokenizer(tokenizer, read);
    }

    [TestMethod]
    public void Scaled_rotary_frequencies_come_back()
    {
        var spec = RandomDecoder.Spec() with { HeadSize = 32, Rotary = new() { Base = 500000, Llama3Scaling = new(8, 1, 4, 64) } };
        var read = RoundTrip(new("scaled", Wide(spec, LanguageModel.Default.Decoder.Spec.VocabularySize), LanguageModel.Default.Tokenizer));
        Assert.AreEqual(spec.Rotary with { Layout = RotaryLayout.Pairs }, read.Decoder.Spec.Rotary);
    }

    [TestMethod]
    public void What_the_format_has_no_form_for_is_refused()
    {
        var model = LanguageModel.Default;
        using var directory = new ModelDirectory();
        var last = model.Decoder.Blocks[^1].With(new Dictionary<LinearRole, WeightMatrix>
        {
            [LinearRole.Gate] = new DenseWeights(new Matrix(64, model.Decoder.Spec.HiddenSize)),
            [LinearRole.Up] = new DenseWeights(new Matrix(64, model.Decoder.Spec.HiddenSize)),
            [LinearRole.Down] = new DenseWeights(new Matrix(model.Decoder.Spec.HiddenSize, 64)),
        });
        var narrow = model.With(model.Decoder.WithBlocks([.. model.Decoder.Blocks.SkipLast(1), last]));
        ModelAssert.Fails(() => Checkpoint.SaveGguf(narrow, directory.At("a.gguf")), "a.gguf", "feed-forward channels in every block", "found 64", "a model package can hold it");
        var gate = model.Decoder.Blocks[0][LinearRole.Gate].ToMatrix();
        gate[1, 2] = 1e6f;
        var first = model.Decoder.Blocks[0].With(new Dictionary<LinearRole, WeightMatrix> { [LinearRole.Gate] = new DenseWeights(gate) });
        var large = model.With(model.Decoder.WithBlocks([first, .. model.Decoder.Blocks.Skip(1)]));
        ModelAssert.Fails(() => Checkpoint.SaveGguf(large, directory.At("a.gguf"), ElementType.Float16), "a.gguf", "'blk.0.ffn_gate.weight'", "f16", "1000000");
        Assert.IsEmpty(Directory.GetFiles(directory.Path));
    }

    private static DecoderModel Wide(DecoderSpec spec, int vocabulary) => RandomDecoder.Parameters(spec with { VocabularySize = vocabulary }).ToModel();

    private static LanguageModel RoundTrip(LanguageModel model)
    {
        using var directory = new ModelDirectory();
        Checkpoint.SaveGguf(model, directory.At("model.gguf"));
        return LanguageModel.Load(directory.At("model.gguf"));
    }

    // Products of heads are summed in another order.
    private static void SameLogits(DecoderModel expected, DecoderModel actual)
    {
        var random = new RandomSource(2);
        var batch = new TokenBatch([[.. Enumerable.Range(0, 40).Select(_ => random.NextInt(expected.Spec.VocabularySize))]]);
        Matrix x = Run.Logits(expected, batch, WorkerPool.Shared), y = Run.Logits(actual, batch, WorkerPool.Shared);
        for (int i = 0; i < x.Values.Length; i++) Assert.AreEqual(x.Values[i], y.Values[i], 1e-4f);
    }

    private static void SameTokenizer(ITokenizer expected, ITokenizer actual)
    {
        int[] ids = expected.Encode(Text);
        CollectionAssert.AreEqual(ids, actual.Encode(Text));
        Assert.AreEqual(expected.Decode(ids), actual.Decode(ids));
        Assert.AreEqual((expected.BeginId, expected.EndId), (actual.BeginId, actual.EndId));
    }
}
