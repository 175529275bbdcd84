using System.Text;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;

namespace MLNetHemorrhage.Tests.Tokenization;

[TestClass]
public sealed class ByteLevelTests
{
    private const string Corpus = "the cat and the dog sat on the mat; that other cat's hat isn't there 1234 12 naïve café 😀😀 the the thé";

    private static readonly TrainedVocabulary Trained = BytePairTrainer.Train([Corpus], 330);

    private static readonly ITokenizer Tokenizer = Tokenizers.FromTokenizerJson(TrainedTokenizerJson.Write(Trained), "trained");

    [TestMethod]
    public void Merging_agrees_with_trying_every_merge()
    {
        var random = new RandomSource(3);
        for (var i = 0; i < 300; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.NextInt(80)).Select(_ => Corpus.Substring(random.NextInt(Corpus.Length - 4), 1 + random.NextInt(4))));
            CollectionAssert.AreEqual(Naive(text), Tokenizer.Encode(text), text);
        }
    }

    [TestMethod]
    public void Any_text_survives()
    {
        var random = new RandomSource(7);
        for (var i = 0; i < 2000; i++)
        {
            var text = RandomUnicode(random, random.NextInt(50));
            Assert.AreEqual(text, Tokenizer.Decode(Tokenizer.Encode(text)));
        }
    }

    [TestMethod]
    public void Lone_surrogates_become_replacement_characters() => Assert.AreEqual("a\uFFFDb", Tokenizer.Decode(Tokenizer.Encode("a\uD800b")));

    [TestMethod]
    public void Begin_and_end_are_not_text()
    {
        Assert.AreEqual(0, Tokenizer.BeginId);
        Assert.AreEqual(1, Tokenizer.EndId);
        Assert.AreEqual("cat", Tokenizer.Decode([0, .. Tokenizer.Encode("cat"), 1]));
        var ids = Tokenizer.Encode(BytePairTrainer.Begin);
        Assert.IsGreaterThan(1, ids.Length);
        Assert.AreEqual(BytePairTrainer.Begin, Tokenizer.Decode(ids));
    }

    [TestMethod]
    public void Ids_without_a_token_decode_to_the_replacement_character() => Assert.AreEqual("\uFFFD\uFFFD", Tokenizer.Decode([-1, 100_000]));

    [TestMethod]
    public void A_word_of_many_thousand_characters_is_quick()
    {
        var word = string.Concat(Enumerable.Repeat("thecat", 50_000));
        Assert.AreEqual(word, Tokenizer.Decode(Tokenizer.Encode(word)));
    }

    [TestMethod]
    public void Several_threads_get_the_same_ids()
    {
        string[] texts = [.. Enumerable.Range(0, 500).Select(i => Corpus[(i % 40)..])];
        var expected = texts.Select(Tokenizer.Encode).ToArray();
        var tokenizer = Tokenizers.FromTokenizerJson(TrainedTokenizerJson.Write(Trained), "trained");
        Parallel.For(0, texts.Length, i => CollectionAssert.AreEqual(expected[i], tokenizer.Encode(texts[i])));
    }

    [TestMethod]
    public void Training_takes_the_most_frequent_pair_each_time()
    {
        string[] texts = ["abab abc", " abab ab"];
        // Pairs: "ab" 6, then "Ġ+ab" 3, then three pairs once each: the smaller ids come first.
        var trained = BytePairTrainer.Train(texts, 300);
        Assert.AreEqual(("a", "b"), trained.Merges[0]);
        Assert.AreEqual(("Ġ", "ab"), trained.Merges[1]);
        Assert.AreEqual(("ab", "ab"), trained.Merges[2]);
        Assert.AreEqual(("Ġab", "c"), trained.Merges[3]);
        Assert.AreEqual(("Ġab", "ab"), trained.Merges[4]);
        Assert.HasCount(5, trained.Merges);
    }

    private static string RandomUnicode(RandomSource random, int length)
    {
        var text = new StringBuilder();
        while (text.Length < length)
        {
            var value = random.NextInt(4) switch
            {
                0 => random.NextInt(0x80),
                1 => random.NextInt(0x3000),
                2 => random.NextInt(0x10000),
                _ => random.NextInt(0x110000),
            };
            if (Rune.IsValid(value)) text.Append(new Rune(value).ToString());
        }

        return text.ToString();
    }

    /// <summary>For each word: while some merge applies, apply the first in the list, at its leftmost place.</summary>
    private static int[] Naive(string text)
    {
        var ids = new List<int>();
        TextSplitter.Gpt2.Split(text, word =>
        {
            var symbols = ByteAlphabet.Write(Encoding.UTF8.GetBytes(word.ToString())).Select(c => c.ToString()).ToList();
            for (var merge = 0; merge < Trained.Merges.Count; merge++)
            {
                var (left, right) = Trained.Merges[merge];
                var at = Enumerable.Range(0, symbols.Count - 1).FirstOrDefault(i => symbols[i] == left && symbols[i + 1] == right, -1);
                if (at < 0) continue;
                symbols[at] += right;
                symbols.RemoveAt(at + 1);
                merge = -1;
            }

            ids.AddRange(symbols.Select(symbol => Trained.Tokens.ToList().IndexOf(symbol)));
        });
        return [.. ids];
    }
}
