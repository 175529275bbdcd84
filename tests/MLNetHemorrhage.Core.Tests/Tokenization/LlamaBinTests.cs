using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

[TestClass]
public sealed class LlamaBinTests
{
    [TestMethod]
    public void Stories_vocabulary_gives_the_ids_of_SentencePiece()
    {
        var tokenizer = Tokenizers.Load(TestData.External("golden/stories260K-hf/tok512.bin"), 512);
        Assert.AreEqual(512, tokenizer.VocabularySize);
        Assert.AreEqual(1, tokenizer.BeginId);
        Assert.AreEqual(2, tokenizer.EndId);
        ConformanceVectors.Check(tokenizer, "tok512.jsonl");
    }

    [TestMethod]
    public void Llama2_vocabulary_gives_the_ids_of_SentencePiece() =>
        ConformanceVectors.Check(Tokenizers.Load(TestData.External("tokenizers/llama2/tokenizer.bin"), 32000), "llama2-spm.jsonl");
}
