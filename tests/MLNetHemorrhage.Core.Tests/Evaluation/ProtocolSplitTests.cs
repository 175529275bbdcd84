using System.Text;
using MLNetHemorrhage.Evaluation;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class ProtocolSplitTests
{
    private static readonly LetterTokenizer Tokenizer = new();

    [TestMethod]
    public void Documents_are_trimmed_cut_to_the_context_and_begin_with_BOS()
    {
        Expect(Split("documents:2", " abc \n|| ||defghijk||xyz", 6), "documents:2,context=6,bos=true", "^[abc]", "^[defgh]");
        Expect(Split("documents:9,context=4,bos=false", "abc||d||efghi", 6), "documents:9,context=4,bos=false", "a[bc]", "e[fgh]");
    }

    [TestMethod]
    public void Windows_tile_the_first_characters()
    {
        Expect(Split("windows:8", "abcdefghijkl", 4), "windows:8,context=4,bos=true", "^[abc]", "^[def]", "^[gh]");
        Expect(Split("windows:7,bos=false", "abcdefghijkl", 3), "windows:7,context=3,bos=false", "a[bc]", "d[ef]");
    }

    [TestMethod]
    public void A_stride_adds_context_and_scores_every_token_once()
    {
        Expect(Split("windows:9,stride=2", "abcdefghi", 5), "windows:9,context=5,stride=2,bos=true",
            "^[abcd]", "^cd[ef]", "^ef[gh]", "^gh[i]");
        Expect(Split("windows:6,stride=1,bos=false", "abcdef", 3), "windows:6,context=3,stride=1,bos=false",
            "a[bc]", "bc[d]", "cd[e]", "de[f]");
    }

    [TestMethod]
    public void A_stride_that_does_not_overlap_is_the_default()
    {
        Assert.AreEqual(Split("windows:8", "abcdefgh", 4).Protocol, Split("windows:8,stride=3", "abcdefgh", 4).Protocol);
    }

    [TestMethod]
    public void Chunks_score_the_second_half_after_BOS()
    {
        // The stream is ^abcdefghijklmnop; the i of the second chunk gives way to BOS.
        var text = Split("chunks:8", "abcdefghijklmnop", 8);
        Expect(text, "chunks:8,bos=true", "^abcd[efg]", "^ijkl[mno]");
    }

    [TestMethod]
    public void Wikitext_joins_documents_and_drops_the_rest()
    {
        Expect(Split("wikitext:4", "abc||def", 4), "wikitext:4,bos=true", "^[abc]", "\n[\nde]");
        Expect(Split("wikitext:3,bos=false", "abcdefgh", 4), "wikitext:3,bos=false", "a[bc]", "d[ef]");
    }

    [TestMethod]
    public void Documents_of_a_table_may_hold_what_separates_those_of_a_file()
    {
        Expect(SplitRows("documents:2", 6, " ab||c \n", " ", "def", "xyz"), "documents:2,context=6,bos=true", "^[ab||c]", "^[def]");
        Expect(SplitRows("wikitext:4", 4, "abc", "def"), "wikitext:4,bos=true", "^[abc]", "\n[\nde]");
        Expect(SplitRows("windows:8", 64, "abc", "def"), "windows:8,context=64,bos=true", "^[abc\n\ndef]");
        Assert.ThrowsExactly<HemorrhageException>(() => SplitRows("documents:2", 6));
        Assert.ThrowsExactly<HemorrhageException>(() => SplitRows("windows:2", 6));
    }

    [TestMethod]
    public void Documents_behind_the_last_one_are_not_read()
    {
        Expect(Protocol.Documents(2).Split(Rows(), Tokenizer, 6), "documents:2,context=6,bos=true", "^[ab]", "^[cd]");

        static IEnumerable<string> Rows()
        {
            yield return "ab";
            yield return "cd";
            Assert.Fail("A third document was read.");
        }
    }

    [TestMethod]
    public void Characters_are_code_points()
    {
        var text = Split("windows:2", "😀é€", 64);
        Assert.AreEqual(6, text.Tokens);
        Assert.AreEqual(6, text.Bytes);
    }

    [TestMethod]
    public void Bytes_of_windows_tile_the_text_even_through_a_character()
    {
        string text = string.Concat(Enumerable.Repeat("aé€😀", 20));
        for (int context = 2; context < 9; context++)
        {
            var windows = Split("windows:1000", text, context).Windows;
            Assert.AreEqual(Encoding.UTF8.GetByteCount(text), windows.Sum(w => w.ScoredBytes));
            Assert.IsTrue(windows.All(w => Math.Abs(w.ScoredBytes - w.ScoredTokens) <= 3), "A window is off by more than the rest of a character.");
        }
    }

    [TestMethod]
    public void Bytes_are_those_of_scored_tokens_alone()
    {
        Assert.AreEqual(3, Split("documents:1,context=4", "abcdef", 8).Bytes);
        Assert.AreEqual(2, Split("documents:1,bos=false", "abc", 8).Bytes);
        Assert.AreEqual(6, Split("chunks:8", "abcdefghijklmnop", 8).Bytes);
    }

    [TestMethod]
    public void A_vocabulary_without_BOS_gets_none()
    {
        var text = Protocol.Parse("documents:1").Split("abc", new LetterTokenizer(hasBegin: false), 8);
        Expect(text, "documents:1,context=8,bos=false", "a[bc]");
        var error = Assert.ThrowsExactly<HemorrhageException>(() =>
            Protocol.Parse("documents:1,bos=true").Split("abc", new LetterTokenizer(hasBegin: false), 8));
        StringAssert.Contains(error.Message, "begin-of-sequence");
    }

    [TestMethod]
    [DataRow("documents:1", "", "empty text")]
    [DataRow("documents:1", "a", "found 1")]
    [DataRow("documents:1", " || ", "found 0")]
    [DataRow("windows:9", "a", "found 1")]
    [DataRow("windows:1", "abc", "found 1")]
    [DataRow("chunks:8", "abc", "at least 8 tokens")]
    [DataRow("wikitext:8", "abc", "at least 8 tokens")]
    [DataRow("wikitext:16", "abc", "context of 8")]
    [DataRow("windows:9,context=9", "abcd", "context of 8")]
    [DataRow("windows:9,context=4,stride=4", "abcd", "at most the 3")]
    public void Unusable_text_and_protocols_are_refused(string protocol, string text, string message)
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Split(protocol, text, 8));
        StringAssert.Contains(error.Message, message);
        StringAssert.Contains(error.Message, "expected");
    }

    [TestMethod]
    public void Fingerprint_tells_texts_and_scoring_apart()
    {
        var text = Split("windows:8", "abcdefgh", 4);
        Assert.AreEqual(text.Fingerprint, Split("windows:9", "abcdefgh", 4).Fingerprint);
        Assert.AreNotEqual(text.Fingerprint, Split("windows:8", "abcdefgi", 4).Fingerprint);
        Assert.AreNotEqual(text.Fingerprint, Split("windows:8,stride=2", "abcdefgh", 4).Fingerprint);
    }

    private static ScoredText Split(string protocol, string text, int context) =>
        Protocol.Parse(protocol).Split(text, Tokenizer, context, "||");

    private static ScoredText SplitRows(string protocol, int context, params string[] rows) => Protocol.Parse(protocol).Split(rows, Tokenizer, context);

    // "^" is BOS, brackets enclose what is scored.
    private static void Expect(ScoredText text, string protocol, params string[] windows)
    {
        CollectionAssert.AreEqual(windows, text.Windows.Select(Show).ToArray());
        Assert.AreEqual(protocol, text.Protocol.ToString());
    }

    private static string Show(ScoredWindow window)
    {
        string Letters(IEnumerable<int> ids) => string.Concat(ids.Select(i => i == 1 ? '^' : (char)(i - 2)));
        return $"{Letters(window.Ids.Take(window.FirstScored))}[{Letters(window.Ids.Skip(window.FirstScored))}]";
    }
}
