using System.Text;
using System.Text.Json.Nodes;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

[TestClass]
public sealed class TokenizerJsonTests
{
    private const string Llama3Pattern = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    [TestMethod]
    public void A_split_pattern_bounds_the_words()
    {
        var root = ByteLevel("12", "123", "1234");
        root["pre_tokenizer"] = JsonNode.Parse("""{"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":""},"behavior":"Isolated","invert":false},{"type":"ByteLevel","add_prefix_space":false,"use_regex":false}]}""");
        root["pre_tokenizer"]!["pretokenizers"]![0]!["pattern"]!["Regex"] = Llama3Pattern;
        Assert.AreEqual("123|4", Tokens(root, "1234"));
        Assert.AreEqual("1234", Tokens(ByteLevel("12", "123", "1234"), "1234"));
    }

    [TestMethod]
    public void Added_tokens_are_found_unless_special()
    {
        var root = ByteLevel();
        root["added_tokens"] = JsonNode.Parse("""[{"id":300,"content":"<tab>","special":false},{"id":301,"content":"<s>","special":true},{"id":302,"content":"<tab><tab>","special":false}]""");
        var tokenizer = Load(root);
        Assert.AreEqual(303, tokenizer.VocabularySize);
        Assert.AreEqual(301, tokenizer.BeginId);
        CollectionAssert.AreEqual(new[] { 65 - 33, 302, 300, 65 - 33 }, tokenizer.Encode("A<tab><tab><tab>A"));
        Assert.HasCount(3, tokenizer.Encode("<s>"));
        Assert.AreEqual("A<tab>", tokenizer.Decode([301, 65 - 33, 300]));
    }

    [TestMethod]
    public void Normalization_and_prefix_come_first()
    {
        var root = ByteLevel();
        root["normalizer"] = JsonNode.Parse("""{"type":"NFC"}""");
        root["pre_tokenizer"]!["add_prefix_space"] = true;
        Assert.AreEqual(" é", Load(root).Decode(Load(root).Encode("e\u0301")));
    }

    [TestMethod]
    public void Whole_words_may_go_before_merges()
    {
        var root = ByteLevel("ab");
        root["model"]!["vocab"]!["abc"] = 299;
        Assert.AreEqual("ab|c", Tokens(root, "abc"));
        root["model"]!["ignore_merges"] = true;
        Assert.AreEqual("abc", Tokens(root, "abc"));
    }

    [TestMethod]
    public void Metaspace_splits_at_spaces_and_adds_a_missing_one()
    {
        var together = Pieces("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":false}""");
        CollectionAssert.AreEqual(new[] { 5, 4 }, Load(together).Encode("   a"));
        CollectionAssert.AreEqual(new[] { 4 }, Load(together).Encode("a"));
        CollectionAssert.AreEqual(new[] { 4 }, Load(together).Encode(" a"));
        var apart = Pieces("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"always","split":true}""");
        CollectionAssert.AreEqual(new[] { 3, 3, 4 }, Load(apart).Encode("   a"));
        var never = Pieces("""{"type":"Metaspace","replacement":"▁","prepend_scheme":"never","split":true}""");
        CollectionAssert.AreEqual(new[] { 6 }, Load(never).Encode("a"));
    }

    [TestMethod]
    [DataRow("""{"type":"Lowercase"}""", "normalizer", "Lowercase")]
    [DataRow("""{"type":"Sequence","normalizers":[{"type":"NFC"},{"type":"StripAccents"}]}""", "normalizer", "StripAccents")]
    [DataRow("""{"type":"Sequence","pretokenizers":[{"type":"ByteLevel"},{"type":"Punctuation"}]}""", "pre_tokenizer", "Punctuation")]
    [DataRow("""{"type":"WordPiece","vocab":{},"merges":[]}""", "model", "WordPiece")]
    public void What_is_not_supported_is_named(string component, string place, string named)
    {
        var root = ByteLevel();
        root[place] = JsonNode.Parse(component);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Load(root)).Message;
        StringAssert.Contains(error, named);
        StringAssert.Contains(error, place);
    }

    [TestMethod]
    public void Merges_and_ids_must_fit_the_vocabulary()
    {
        var merge = ByteLevel();
        merge["model"]!["merges"] = new JsonArray("a b");
        StringAssert.Contains(Error(merge), "merge 0 (\"a\" and \"b\") needs the token \"ab\"");
        var twice = ByteLevel();
        twice["model"]!["vocab"]!["xy"] = 5;
        StringAssert.Contains(Error(twice), "id 5 belongs to both");
        var far = ByteLevel();
        far["model"]!["vocab"]!["xy"] = 2_000_000_000;
        StringAssert.Contains(Error(far), "found 2000000000");
        var fewer = ByteLevel();
        ((JsonObject)fewer["model"]!["vocab"]!).Remove("A");
        StringAssert.Contains(Error(fewer), "none for byte 65");
    }

    [TestMethod]
    public void Damaged_files_are_read_or_refused_but_never_crash()
    {
        var good = Encoding.UTF8.GetBytes(Pieces("""{"type":"Metaspace","replacement":"▁"}""").ToJsonString());
        var refused = Damage.Every(good, bytes => Tokenizers.FromTokenizerJson(bytes, "damaged").Encode("a é"));
        Assert.IsGreaterThan(2 * good.Length, refused);
    }

    private static string Tokens(JsonObject root, string text)
    {
        var tokenizer = Load(root);
        return string.Join('|', tokenizer.Encode(text).Select(id => tokenizer.Decode([id])));
    }

    private static string Error(JsonObject root) => Assert.ThrowsExactly<HemorrhageException>(() => Load(root)).Message;

    private static ITokenizer Load(JsonObject root) => Tokenizers.FromTokenizerJson(Encoding.UTF8.GetBytes(root.ToJsonString()), "handmade");

    /// <summary>A byte-level tokenizer with a token for each byte and more, each made of the one before and a last character.</summary>
    private static JsonObject ByteLevel(params string[] more)
    {
        var vocabulary = new JsonObject();
        var printable = Enumerable.Range(0, 256).Select(value => ByteAlphabet.Character((byte)value)).Order();
        foreach (var character in printable) vocabulary[character.ToString()] = vocabulary.Count;
        var merges = new JsonArray();
        foreach (var token in more)
        {
            vocabulary[token] = vocabulary.Count;
            merges.Add(new JsonArray(token[..^1], token[^1..]));
        }

        return new()
        {
            ["pre_tokenizer"] = JsonNode.Parse("""{"type":"ByteLevel","add_prefix_space":false}"""),
            ["model"] = new JsonObject { ["type"] = "BPE", ["vocab"] = vocabulary, ["merges"] = merges },
        };
    }

    private static JsonObject Pieces(string preTokenizer) => new()
    {
        ["pre_tokenizer"] = JsonNode.Parse(preTokenizer),
        ["model"] = JsonNode.Parse("""{"type":"BPE","unk_token":"<unk>","vocab":{"<unk>":0,"<s>":1,"</s>":2,"▁":3,"▁a":4,"▁▁":5,"a":6},"merges":["▁ a","▁ ▁"]}"""),
    };
}
