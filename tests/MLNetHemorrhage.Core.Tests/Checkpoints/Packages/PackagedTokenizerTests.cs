using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Checkpoints.Packages;
using MLNetHemorrhage.Models.Weights;
using MLNetHemorrhage.Tests.Models.Training;
using MLNetHemorrhage.Tests.Tokenization;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Checkpoints.Packages;

/// <summary>Tokenizers of every kind come back from a package as the same files.</summary>
[TestClass]
public sealed class PackagedTokenizerTests
{
    private static readonly TrainedVocabulary Trained = BytePairTrainer.Train(["abab ab once upon a time"], 270);

    [TestMethod]
    public void Tokenizer_json_with_its_configuration()
    {
        var read = RoundTrip("tokenizer.json", ("tokenizer.json", TrainedTokenizerJson.Write(Trained)), ("tokenizer_config.json", """{"bos_token":"<|end|>","eos_token":null}"""u8.ToArray()));
        Assert.AreEqual(1, read.BeginId);
        Assert.IsNull(read.EndId);
    }

    [TestMethod]
    public void Vocabulary_and_merges()
    {
        var vocabulary = string.Join(",", Trained.Tokens.Select((token, id) => $"{JsonSerializer.Serialize(token)}:{id}"));
        var merges = string.Concat(Trained.Merges.Select(merge => $"{merge.Left} {merge.Right}\r\n"));
        RoundTrip("vocab.json", ("vocab.json", Encoding.UTF8.GetBytes($"{{{vocabulary}}}")), ("merges.txt", Encoding.UTF8.GetBytes(merges)));
    }

    [TestMethod]
    public void SentencePiece() =>
        RoundTrip("tokenizer.model", ("tokenizer.model", new SentencePieceFile().Specials().Piece("▁").Piece("a").ToArray()));

    [TestMethod]
    public void Llama2c()
    {
        var pieces = Enumerable.Range(0, 300).SelectMany(id => (byte[])[.. BitConverter.GetBytes((float)-id), .. BitConverter.GetBytes(2), (byte)('a' + id / 26), (byte)('a' + id % 26)]);
        RoundTrip("tok300.bin", ("tok300.bin", [.. BitConverter.GetBytes(2), .. pieces]));
    }

    [TestMethod]
    public void Tokenizer_json_in_memory()
    {
        var tokenizer = Tokenizers.FromTokenizerJson(TrainedTokenizerJson.Write(Trained), "memory");
        PackageSamples.AssertSame(Model(tokenizer), ModelPackage.Read(PackageSamples.Bytes(Model(tokenizer)), "package"));
    }

    [TestMethod]
    [DataRow("golden/stories260K-hf/tokenizer.model", 512), DataRow("golden/stories260K-hf/tok512.bin", 512), DataRow("tokenizers/gpt2", 50257), DataRow("tokenizers/llama2/tokenizer.model", 32000)]
    public void Published_tokenizers(string path, int vocabularySize)
    {
        var model = Model(Tokenizers.Load(TestData.External(path), vocabularySize), vocabularySize);
        PackageSamples.AssertSame(model, ModelPackage.Read(PackageSamples.Bytes(model), "package"));
    }

    [TestMethod]
    public void Kinds_and_files_that_do_not_belong_together_are_named()
    {
        var json = TrainedTokenizerJson.Write(Trained);
        ModelAssert.Fails(() => PackageSamples.Read("unigram", 300, ("tokenizer.json", json)), "sample", "SentencePiece, llama2.c", "another kind");
        ModelAssert.Fails(() => PackageSamples.Read("GPT-2", 300, ("vocab.json", json)), "sample", "a tokenizer with merges.txt", "found none");
        ModelAssert.Fails(() => PackageSamples.Read("SentencePiece", 300, ("tokenizer.json", json)), "sample", "only tokenizer.model");
        ModelAssert.Fails(() => PackageSamples.Read("tokenizer.json", 300, ("tokenizer.json", json), ("tokenizer.json", json)), "sample", "found others");
    }

    private static ITokenizer RoundTrip(string path, params (string Name, byte[] Bytes)[] files)
    {
        using var directory = new ModelDirectory();
        foreach (var (name, bytes) in files) directory.Write(name, bytes);
        var model = Model(Tokenizers.Load(directory.At(path), 300));
        var read = ModelPackage.Read(PackageSamples.Bytes(model), "package");
        PackageSamples.AssertSame(model, read);
        var kept = ((SourcedTokenizer)read.Tokenizer).Source.Files;
        Assert.HasCount(files.Length, kept);
        foreach (var (expected, found) in files.Zip(kept)) CollectionAssert.AreEqual(expected.Bytes, found.Bytes, expected.Name);
        return read.Tokenizer;
    }

    private static LanguageModel Model(ITokenizer tokenizer, int vocabularySize = 300) =>
        new("tokenized", RandomDecoder.Parameters(RandomDecoder.Spec() with { VocabularySize = vocabularySize }).ToModel(), tokenizer);
}
