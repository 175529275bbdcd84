using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

[TestClass]
public sealed class SentencePieceTests
{
    [TestMethod]
    public void Merging_agrees_with_trying_every_pair()
    {
        var random = new RandomSource(11);
        for (var round = 0; round < 60; round++)
        {
            var pieces = RandomPieces(random);
            var file = new SentencePieceFile().Specials();
            foreach (var (text, score) in pieces) file.Piece(text, score);
            var tokenizer = SentencePieceReader.Read(file.ToArray(), "handmade");
            for (var i = 0; i < 40; i++)
            {
                var text = RandomText(random, "abcé ", random.NextInt(60));
                CollectionAssert.AreEqual(Naive(text, pieces), tokenizer.Encode(text), $"\"{text}\" with {string.Join(' ', pieces)}");
            }
        }
    }

    [TestMethod]
    public void Missing_characters_become_their_bytes()
    {
        var file = new SentencePieceFile { ByteFallback = true }.Specials();
        for (var value = 0; value < 256; value++) file.Piece($"<0x{value:X2}>", 0, 6);
        var tokenizer = SentencePieceReader.Read(file.Piece("▁").Piece("a").ToArray(), "handmade");
        CollectionAssert.AreEqual(new[] { 259, 260, 3 + 0xC3, 3 + 0xA9, 259, 3 + 0xF0, 3 + 0x9F, 3 + 0x98, 3 + 0x80 }, tokenizer.Encode("aé 😀"));
        Assert.AreEqual("aé 😀", tokenizer.Decode(tokenizer.Encode("aé 😀")));
        Assert.AreEqual("a\uFFFDa", tokenizer.Decode([259, 260, 3 + 0xC3, 260]));
    }

    [TestMethod]
    public void Without_byte_pieces_unknown_characters_in_a_row_are_one_id()
    {
        var tokenizer = SentencePieceReader.Read(new SentencePieceFile().Specials().Piece("▁").Piece("a").ToArray(), "handmade");
        CollectionAssert.AreEqual(new[] { 3, 4, 0, 4, 0 }, tokenizer.Encode("axyaz"));
        Assert.AreEqual("a ⁇ ", tokenizer.Decode([1, 3, 4, 0, 2]));
    }

    [TestMethod]
    public void User_defined_pieces_stand_alone()
    {
        var file = new SentencePieceFile().Specials().Piece("▁").Piece("a", -1).Piece("b", -1).Piece("ab", -2).Piece("ba", -3).Piece("bab", 0, 4).Piece("ba ", 0, 4);
        var tokenizer = SentencePieceReader.Read(file.ToArray(), "handmade");
        CollectionAssert.AreEqual(new[] { 3, 4, 8, 4 }, tokenizer.Encode("ababa"));
    }

    [TestMethod]
    public void Prefix_and_extra_spaces_follow_the_file()
    {
        int[] Ids(SentencePieceFile file, string text) => SentencePieceReader.Read(file.Specials().Piece("▁").Piece("a").ToArray(), "handmade").Encode(text);
        CollectionAssert.AreEqual(new[] { 3, 3, 4, 3, 3, 4, 3 }, Ids(new(), " a  a "));
        CollectionAssert.AreEqual(new[] { 3, 4, 3, 3, 4, 3 }, Ids(new() { AddPrefix = false }, " a  a "));
        CollectionAssert.AreEqual(new[] { 3, 4, 3, 4 }, Ids(new() { RemoveExtraSpaces = true }, "  a   a  "));
        Assert.IsEmpty(Ids(new(), ""));
        Assert.IsEmpty(Ids(new() { RemoveExtraSpaces = true }, "   "));
    }

    [TestMethod]
    public void What_is_not_supported_is_named()
    {
        StringAssert.Contains(Error(new SentencePieceFile { ModelType = 1 }.Specials()), "expected a BPE model, found UNIGRAM");
        StringAssert.Contains(Error(new SentencePieceFile { CharacterMap = [1, 2, 3] }.Specials()), "found \"handmade\" with a character map");
        StringAssert.Contains(Error(new SentencePieceFile().Specials().Piece("x", 0, 5)), "piece 3 is of the type UNUSED");
        StringAssert.Contains(Error(new SentencePieceFile().Specials().Piece("x", 0, 9)), "expected a type from 1 to 6, found 9");
        StringAssert.Contains(Error(new SentencePieceFile().Specials().Piece("x", float.NaN)), "expected a finite score, found NaN");
        StringAssert.Contains(Error(new SentencePieceFile { ByteFallback = true }.Specials()), "<0x00> to <0xFF>");
        StringAssert.Contains(Error(new SentencePieceFile().Piece("a")), "expected a piece of the type UNKNOWN");
        StringAssert.Contains(Error(new SentencePieceFile()), "found no pieces");
    }

    [TestMethod]
    public void Damaged_files_are_read_or_refused_but_never_crash()
    {
        var good = new SentencePieceFile().Specials().Piece("▁").Piece("a", -1).Piece("▁a", -2).ToArray();
        var refused = Damage.Every(good, bytes => SentencePieceReader.Read(bytes, "handmade").Encode("a é"));
        Assert.IsGreaterThan(good.Length, refused);
    }

    private static string Error(SentencePieceFile file) =>
        Assert.ThrowsExactly<HemorrhageException>(() => SentencePieceReader.Read(file.ToArray(), "handmade")).Message;

    private static List<(string Text, float Score)> RandomPieces(RandomSource random)
    {
        var texts = new HashSet<string> { "▁", "a", "b" };
        var count = 6 + random.NextInt(30);
        for (var i = 0; i < count; i++) texts.Add(RandomText(random, "abcé▁", 2 + random.NextInt(4)));
        // Few different scores, so that ties are common.
        return [.. texts.Select(text => (text, (float)-random.NextInt(12)))];
    }

    private static string RandomText(RandomSource random, string alphabet, int length) =>
        string.Concat(Enumerable.Range(0, length).Select(_ => alphabet[random.NextInt(alphabet.Length)]));

    /// <summary>Looks at every neighbouring pair each time and joins the best-scored, leftmost one.</summary>
    private static int[] Naive(string text, List<(string Text, float Score)> pieces)
    {
        var symbols = text.Length == 0 ? [] : ("▁" + text.Replace(' ', '▁')).Select(c => c.ToString()).ToList();
        while (true)
        {
            var (best, score) = (-1, float.NegativeInfinity);
            for (var i = 0; i + 1 < symbols.Count; i++)
            {
                var found = pieces.FindIndex(p => p.Text == symbols[i] + symbols[i + 1]);
                if (found >= 0 && pieces[found].Score > score) (best, score) = (i, pieces[found].Score);
            }

            if (best < 0) break;
            symbols[best] += symbols[best + 1];
            symbols.RemoveAt(best + 1);
        }

        var ids = new List<int>();
        foreach (var symbol in symbols)
        {
            var id = pieces.FindIndex(p => p.Text == symbol) + 3;
            if (id >= 3) ids.Add(id);
            else if (ids.Count == 0 || ids[^1] != 0) ids.Add(0);
        }

        return [.. ids];
    }
}
