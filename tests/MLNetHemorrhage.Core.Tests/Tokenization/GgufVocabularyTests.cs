using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

/// <summary>Vocabularies in GGUF files give llama.cpp's ids on its own conformance texts.</summary>
[TestClass]
public sealed class GgufVocabularyTests
{
    [TestMethod]
    [DataRow("gpt-2", 50257), DataRow("llama-spm", 32000), DataRow("phi-3", 32064)]
    public void Ids_are_those_of_llama_cpp(string name, int size)
    {
        var path = TestData.External($"tokenizers/gguf/ggml-vocab-{name}.gguf");
        var tokenizer = Tokenizers.Load(path, size);
        Assert.AreEqual(size, tokenizer.VocabularySize);
        var texts = File.ReadAllText(path + ".inp").Split("\n__ggml_vocab_test__\n");
        var lines = File.ReadAllLines(path + ".out");
        Assert.HasCount(lines.Length, texts[..lines.Length]);
        for (int i = 0; i < lines.Length; i++)
        {
            int[] expected = [.. lines[i].Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];
            CollectionAssert.AreEqual(expected, tokenizer.Encode(texts[i]), $"text {i}: {texts[i]}");
        }
    }

    [TestMethod]
    public void A_vocabulary_without_the_name_of_its_words_is_read_as_the_default()
    {
        var tokenizer = Tokenizers.Load(TestData.External("tokenizers/gguf/ggml-vocab-gpt-neox.gguf"), 50432);
        Assert.AreEqual(50432, tokenizer.VocabularySize);
        const string Text = "Hello  world, ÿ 1234 🦙!";
        Assert.AreEqual(Text, tokenizer.Decode(tokenizer.Encode(Text)));
    }
}
