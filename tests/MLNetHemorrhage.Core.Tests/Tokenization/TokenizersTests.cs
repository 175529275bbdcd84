using System.Text;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

[TestClass]
public sealed class TokenizersTests
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tokenizers").FullName;

    [TestCleanup]
    public void Remove() => Directory.Delete(_folder, recursive: true);

    [TestMethod]
    public void A_llama2c_model_takes_the_tokenizer_of_its_size()
    {
        File.WriteAllBytes(Named("model.bin"), [1, 2, 3]);
        File.WriteAllBytes(Named("tok5.bin"), LlamaBin("<unk>", "<s>", "</s>", " ", "a"));
        File.WriteAllBytes(Named("tokenizer.bin"), LlamaBin("<unk>", "<s>", "</s>", " ", "a", " a"));
        CollectionAssert.AreEqual(new[] { 3, 4 }, Tokenizers.Load(Named("model.bin"), 5).Encode("a"));
        CollectionAssert.AreEqual(new[] { 5 }, Tokenizers.Load(Named("model.bin"), 6).Encode("a"));
        CollectionAssert.AreEqual(new[] { 5 }, Tokenizers.Load(_folder, 6).Encode("a"));
        StringAssert.Contains(Error(Named("model.bin"), 7), "tokenizer.bin: the model has 7 ids, the tokenizer 6.");
    }

    [TestMethod]
    public void The_richest_description_in_a_directory_wins()
    {
        File.WriteAllBytes(Named("tokenizer.bin"), LlamaBin("<unk>", "<s>", "</s>", " ", "a"));
        Assert.AreEqual(5, Tokenizers.Load(_folder, 5).VocabularySize);
        File.WriteAllBytes(Named("tokenizer.model"), new SentencePieceFile().Specials().Piece("▁").ToArray());
        Assert.AreEqual(4, Tokenizers.Load(_folder, 5).VocabularySize);
        var trained = BytePairTrainer.Train(["ab"], 300);
        File.WriteAllBytes(Named("tokenizer.json"), TrainedTokenizerJson.Write(trained));
        Assert.AreEqual(259, Tokenizers.Load(_folder, 300).VocabularySize);
        StringAssert.Contains(Error(_folder, 258), "the model has 258 ids, the tokenizer 259");
    }

    [TestMethod]
    public void Vocabulary_and_merges_belong_together()
    {
        var trained = BytePairTrainer.Train(["abab ab"], 300);
        var vocabulary = string.Join(",", trained.Tokens.Select((token, id) => $"{System.Text.Json.JsonSerializer.Serialize(token)}:{id}"));
        File.WriteAllText(Named("vocab.json"), $"{{{vocabulary}}}");
        StringAssert.Contains(Error(Named("vocab.json"), 300), "found no merges.txt");
        File.WriteAllText(Named("merges.txt"), "#version: 0.2\n" + string.Concat(trained.Merges.Select(merge => $"{merge.Left} {merge.Right}\r\n")));
        var expected = Tokenizers.FromTokenizerJson(TrainedTokenizerJson.Write(trained), "trained");
        foreach (var path in new[] { _folder, Named("vocab.json"), Named("merges.txt") }) CollectionAssert.AreEqual(expected.Encode("abab ab<|begin|>"), Tokenizers.Load(path, 300).Encode("abab ab<|begin|>"));
        File.WriteAllText(Named("merges.txt"), "a b\nab\n");
        StringAssert.Contains(Error(_folder, 300), "merges.txt, line 2: expected two tokens");
    }

    [TestMethod]
    public void The_configuration_names_begin_and_end()
    {
        File.WriteAllBytes(Named("tokenizer.json"), TrainedTokenizerJson.Write(BytePairTrainer.Train(["ab"], 300)));
        File.WriteAllText(Named("tokenizer_config.json"), """{"bos_token":{"content":"<|end|>"},"eos_token":null}""");
        Assert.AreEqual(1, Tokenizers.Load(_folder, 300).BeginId);
        Assert.IsNull(Tokenizers.Load(_folder, 300).EndId);
        File.WriteAllText(Named("tokenizer_config.json"), """{"bos_token":"<none>"}""");
        StringAssert.Contains(Error(_folder, 300), "\"<none>\"");
    }

    [TestMethod]
    public void Missing_and_foreign_files_are_named()
    {
        StringAssert.Contains(Error(Named("nothing"), 5), "nothing: no such file or directory");
        StringAssert.Contains(Error(_folder, 5), "expected a tokenizer (tokenizer.json, tokenizer.model, vocab.json, tokenizer.gguf, tok5.bin, tokenizer.bin), found none");
        File.WriteAllText(Named("readme.txt"), "x");
        StringAssert.Contains(Error(Named("readme.txt"), 5), "readme.txt: expected a tokenizer");
    }

    [TestMethod]
    public void Damaged_llama2c_files_are_read_or_refused_but_never_crash()
    {
        var good = LlamaBin("<unk>", "<s>", "</s>", " ", "a");
        Assert.IsGreaterThan(good.Length, Damage.Every(good, bytes => LlamaBinReader.Read(bytes, 5, "damaged").Encode("a é")));
    }

    private string Named(string name) => Path.Combine(_folder, name);

    private static string Error(string path, int size) => Assert.ThrowsExactly<HemorrhageException>(() => Tokenizers.Load(path, size)).Message;

    private static byte[] LlamaBin(params string[] pieces) =>
    [
        .. BitConverter.GetBytes(8),
        .. pieces.SelectMany((piece, id) => (byte[])[.. BitConverter.GetBytes((float)-id), .. BitConverter.GetBytes(Encoding.UTF8.GetByteCount(piece)), .. Encoding.UTF8.GetBytes(piece)]),
    ];
}
