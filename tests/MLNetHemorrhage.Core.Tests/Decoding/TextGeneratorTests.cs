using System.Text.Json;
using MLNetHemorrhage.Checkpoints;
using MLNetHemorrhage.Decoding;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tokenization;
using MLNetHemorrhage.Tests.Models.Training;

namespace MLNetHemorrhage.Tests.Decoding;

[TestClass]
public sealed class TextGeneratorTests
{
    [TestMethod]
    public void Greedy_continuation_is_the_reference()
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(TestData.External("golden/stories260K-hf/greedy.json")));
        var expected = json.RootElement;
        var prompt = expected.GetProperty("prompt").GetString()!;
        var text = TextGenerator.Generate(Stories(), prompt, new() { MaxTokens = 120 - 13 });
        Assert.AreEqual(expected.GetProperty("greedy_text").GetString(), prompt + string.Concat(text));
        Assert.AreEqual(StopReason.TokenLimit, text.Reason);
        CollectionAssert.AreEqual(expected.GetProperty("greedy_ids_total_120").Deserialize<int[]>()![13..], text.Tokens().ToArray());

        var fromBegin = string.Concat(TextGenerator.Generate(Stories(), "", new() { MaxTokens = 199 }));
        Assert.AreEqual(expected.GetProperty("from_bos_text").GetString(), fromBegin);
    }

    [TestMethod]
    public void Same_seed_same_text_and_other_seed_another()
    {
        using var one = new WorkerPool(1);
        var options = new GenerationOptions { MaxTokens = 60, Temperature = 1, Seed = 3 };
        var text = string.Concat(TextGenerator.Generate(Random(), "ab", options));
        Assert.AreEqual(text, string.Concat(TextGenerator.Generate(Random(), "ab", options with { Pool = one })));
        Assert.AreNotEqual(text, string.Concat(TextGenerator.Generate(Random(), "ab", options with { Seed = 4 })));
    }

    [TestMethod]
    public void A_text_that_fills_the_context_stops_and_says_so()
    {
        var text = TextGenerator.Generate(Random(), "abc", new() { MaxTokens = 1000 });
        Assert.IsNull(text.Reason);
        Assert.AreEqual(160 - 3, string.Concat(text).Length);
        Assert.AreEqual(StopReason.ContextFull, text.Reason);
    }

    [TestMethod]
    public void The_end_token_stops_the_text_unless_told_otherwise()
    {
        var model = Random();
        char end = TextGenerator.Generate(model, "abc", new() { MaxTokens = 1 }).Single()[0];
        var ending = new LanguageModel(model.Name, model.Decoder, new LetterTokenizer(end - 'a'));
        var text = TextGenerator.Generate(ending, "abc");
        Assert.IsEmpty(text.ToArray());
        Assert.AreEqual(StopReason.EndOfText, text.Reason);
        Assert.AreEqual(5, TextGenerator.Generate(ending, "abc", new() { MaxTokens = 5, StopAtEnd = false }).Tokens().Count());
    }

    [TestMethod]
    public void Unusable_requests_are_errors()
    {
        Fails("Prompt: expected at most 159 tokens (one less than the context length), found 160.", new string('a', 160), new());
        Fails("Prompt: expected at least one token (the tokenizer has no begin token), found an empty text.", "", new());
        Fails("Temperature: expected a number of at least 0, found -0.5.", "a", new() { Temperature = -0.5 });
        Fails("Temperature: expected a number of at least 0, found NaN.", "a", new() { Temperature = double.NaN });
        Fails("Most tokens to generate: expected at least 1, found 0.", "a", new() { MaxTokens = 0 });
    }

    [TestMethod]
    public void Cancellation_stops_between_tokens()
    {
        using var source = new CancellationTokenSource();
        var pieces = TextGenerator.Generate(Random(), "a", cancellation: source.Token).GetEnumerator();
        Assert.IsTrue(pieces.MoveNext());
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => pieces.MoveNext());
    }

    private static void Fails(string message, string prompt, GenerationOptions options) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() => TextGenerator.Generate(Random(), prompt, options)).Message);

    private static LanguageModel Stories() => new(
        "stories260K",
        Checkpoint.LoadDecoder(TestData.External("models/stories260K/stories260K.bin")),
        Tokenizers.Load(TestData.External("models/stories260K/tok512.bin"), 512));

    private static LanguageModel Random() => new("random", RandomDecoder.Parameters(RandomDecoder.Spec()).ToModel(), new LetterTokenizer(null));

    /// <summary>Token i is the i-th character from 'a'.</summary>
    private sealed class LetterTokenizer(int? end) : ITokenizer
    {
        public int VocabularySize => 37;

        public int? BeginId => null;

        public int? EndId => end;

        public int[] Encode(string text) => [.. text.Select(c => c - 'a')];

        public string Decode(ReadOnlySpan<int> ids) => string.Concat(ids.ToArray().Select(id => (char)('a' + id)));
    }
}
