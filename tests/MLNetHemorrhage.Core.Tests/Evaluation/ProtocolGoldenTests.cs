using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Evaluation;

/// <summary>The windows of an independent implementation, id by id.</summary>
[TestClass]
public sealed class ProtocolGoldenTests
{
    [TestMethod]
    public void Documents_of_stories_are_those_of_the_reference() =>
        Compare("documents:100", "text/tinystories.txt", "stories260K.stories100", 37072);

    [TestMethod]
    public void Windows_of_wikitext_are_those_of_the_reference()
    {
        var text = Compare("windows:65536", "text/wikitext2-test.raw.txt", "stories260K.wikitext64k", 41705);
        Assert.AreEqual(65730, text.Bytes);
    }

    private static ScoredText Compare(string protocol, string file, string golden, int tokens)
    {
        var tokenizer = Tokenizers.Load(TestData.External("models/stories260K/tok512.bin"), 512);
        var text = Protocol.Parse(protocol).Split(TextSource.Read(TestData.External(file)), tokenizer, 512);
        var ids = TestData.Integers(TestData.External($"golden/oracle/tokens/{golden}.ids.i32"));
        var lengths = TestData.Integers(TestData.External($"golden/oracle/tokens/{golden}.lengths.i32"));
        CollectionAssert.AreEqual(lengths, text.Windows.Select(w => w.Ids.Length).ToArray());
        CollectionAssert.AreEqual(ids, text.Windows.SelectMany(w => w.Ids).ToArray());
        Assert.AreEqual(tokens, text.Tokens);
        return text;
    }
}
