using System.Diagnostics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

[TestClass]
public sealed class ConformanceTests
{
    [TestMethod]
    [DataRow("tokenizers/gpt2/vocab.json", 50257, "gpt2.jsonl")]
    [DataRow("tokenizers/gpt2", 50257, "gpt2.jsonl")]
    [DataRow("tokenizers/llama2/tokenizer.model", 32000, "llama2-spm.jsonl")]
    [DataRow("tokenizers/llama2/tokenizer.bin", 32000, "llama2-spm.jsonl")]
    [DataRow("golden/stories260K-hf/tokenizer.model", 512, "tok512.jsonl")]
    [DataRow("golden/stories260K-hf/tokenizer.json", 512, "tok512.jsonl")]
    [DataRow("golden/stories260K-hf/tok512.bin", 512, "tok512.jsonl")]
    public void Ids_and_text_are_those_of_the_original(string path, int size, string vectors)
    {
        var tokenizer = Tokenizers.Load(TestData.External(path), size);
        Assert.AreEqual(size, tokenizer.VocabularySize);
        ConformanceVectors.Check(tokenizer, vectors);
    }

    [TestMethod]
    [DataRow("tokenizers/gpt2", 50257, 50256, 50256)]
    [DataRow("tokenizers/llama2/tokenizer.model", 32000, 1, 2)]
    [DataRow("golden/stories260K-hf", 512, 1, 2)]
    [DataRow("golden/stories260K-hf/tok512.bin", 512, 1, 2)]
    public void Begin_and_end_are_found_and_decode_to_nothing(string path, int size, int begin, int end)
    {
        var tokenizer = Tokenizers.Load(TestData.External(path), size);
        Assert.AreEqual(begin, tokenizer.BeginId);
        Assert.AreEqual(end, tokenizer.EndId);
        Assert.AreEqual("Once upon", tokenizer.Decode([begin, .. tokenizer.Encode("Once upon"), end]));
    }

    [TestMethod]
    [DataRow("tokenizers/gpt2", 50257)]
    [DataRow("tokenizers/llama2/tokenizer.model", 32000)]
    public void A_megabyte_takes_no_time_worth_mentioning(string path, int size)
    {
        var tokenizer = Tokenizers.Load(TestData.External(path), size);
        var text = File.ReadAllText(TestData.External("text/tinyshakespeare.txt"));
        var watch = Stopwatch.StartNew();
        var ids = tokenizer.Encode(text);
        Console.WriteLine($"{path}: {text.Length} characters, {ids.Length} ids in {watch.ElapsedMilliseconds} ms");
        Assert.AreEqual(text, tokenizer.Decode(ids));
        Assert.IsLessThan(10, watch.Elapsed.TotalSeconds);
    }
}
