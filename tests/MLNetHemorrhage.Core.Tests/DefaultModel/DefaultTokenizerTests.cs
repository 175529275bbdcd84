using System.Text;
using MLNetHemorrhage.DefaultModel;

namespace MLNetHemorrhage.Tests.DefaultModel;

[TestClass]
public sealed class DefaultTokenizerTests
{
    [TestMethod]
    public void The_shipped_tokenizer_is_what_training_gives()
    {
        using var stream = typeof(DefaultTokenizer).Assembly.GetManifestResourceStream("default-model/tokenizer.json")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        Assert.AreEqual(Encoding.UTF8.GetString(DefaultTokenizer.Train()), reader.ReadToEnd());
    }

    [TestMethod]
    public void Documents_survive_and_stay_short()
    {
        var tokenizer = DefaultTokenizer.Load();
        Assert.AreEqual(DefaultTokenizer.VocabularySize, tokenizer.VocabularySize);
        Assert.AreEqual(0, tokenizer.BeginId);
        Assert.AreEqual(1, tokenizer.EndId);
        foreach (var document in SyntheticText.Documents(Split.Evaluation, 1_000))
        {
            var ids = tokenizer.Encode(document);
            Assert.AreEqual(document, tokenizer.Decode(ids));
            Assert.IsTrue(ids.Length is > 60 and < 360, $"{ids.Length} tokens");
        }
    }
}
