using System.Text;
using MLNetHemorrhage.Decoding;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Decoding;

[TestClass]
public sealed class PieceStreamTests
{
    [TestMethod]
    public void Characters_come_out_whole()
    {
        var stream = new PieceStream(new ByteTokenizer(), "é"u8.ToArray().Select(b => (int)b).ToArray());
        var pieces = Encoding.UTF8.GetBytes("aü€😀z").Select(b => stream.Add(b)).ToArray();
        CollectionAssert.AreEqual(new[] { "a", "", "ü", "", "", "€", "", "", "", "😀", "z" }, pieces);
        Assert.AreEqual("", stream.Flush());
    }

    [TestMethod]
    public void A_character_that_never_ends_comes_out_as_it_is()
    {
        var stream = new PieceStream(new ByteTokenizer(), []);
        Assert.AreEqual("", stream.Add(0xE2));
        Assert.AreEqual("\uFFFDb", stream.Add('b'));
        Assert.AreEqual("", stream.Add(0xE2));
        Assert.AreEqual("\uFFFD", stream.Flush());
    }

    [TestMethod]
    public void Spaces_between_words_survive_though_the_first_of_a_text_is_dropped()
    {
        var tokenizer = Tokenizers.Load(TestData.External("models/stories260K/tok512.bin"), 512);
        const string Text = "Once upon a time,  there was a café… and a 😀.\n Yes";
        int[] ids = [1, .. tokenizer.Encode(Text)];
        for (int prompt = 1; prompt < ids.Length; prompt++)
        {
            var stream = new PieceStream(tokenizer, ids.AsSpan(0, prompt));
            var before = tokenizer.Decode(ids.AsSpan(0, prompt));
            if (before.EndsWith('\uFFFD')) continue;
            var text = before + string.Concat(ids[prompt..].Select(stream.Add)) + stream.Flush();
            Assert.AreEqual(Text, text, $"prompt of {prompt} tokens");
        }
    }

    private sealed class ByteTokenizer : ITokenizer
    {
        public int VocabularySize => 256;

        public int? BeginId => null;

        public int? EndId => null;

        public int[] Encode(string text) => [.. Encoding.UTF8.GetBytes(text).Select(b => (int)b)];

        public string Decode(ReadOnlySpan<int> ids) => Encoding.UTF8.GetString(ids.ToArray().Select(i => (byte)i).ToArray());
    }
}
