using System.Text.RegularExpressions;
using MLNetHemorrhage.DefaultModel;

namespace MLNetHemorrhage.Tests.DefaultModel;

[TestClass]
public sealed class SyntheticTextTests
{
    [TestMethod]
    public void The_same_index_gives_the_same_document()
    {
        var forwards = SyntheticText.Documents(Split.Training, 200).ToArray();
        for (var i = forwards.Length - 1; i >= 0; i--) Assert.AreEqual(forwards[i], SyntheticText.Document(Split.Training, i));
    }

    [TestMethod]
    public void No_held_out_document_is_a_training_document()
    {
        var training = SyntheticText.Documents(Split.Training, 20_000).ToHashSet();
        Assert.IsGreaterThan(19_990, training.Count, "training documents repeat");
        foreach (var split in new[] { Split.Calibration, Split.Evaluation })
        {
            var repeated = SyntheticText.Documents(split, 1_000).Count(training.Contains);
            Assert.AreEqual(0, repeated, $"{split} documents that are training documents");
        }
    }

    [TestMethod]
    public void Documents_are_short_clean_sentences()
    {
        foreach (var document in SyntheticText.Documents(Split.Evaluation, 5_000))
        {
            Assert.IsTrue(document.Length is > 200 and < 1100, $"{document.Length} characters: {document}");
            Assert.MatchesRegex("^[A-Za-z0-9 ,.:;?!'\"\\n-]+$", document);
            Assert.DoesNotMatchRegex(" {2}| [.,?!]|\\ba [aeiou]|[.?!] [a-z]|^[a-z]|\\n[a-z]|[^.?!\":]$", document);
        }
    }

    [TestMethod]
    public void Answers_about_things_agree_with_what_happened()
    {
        var asked = 0;
        foreach (var document in SyntheticText.Documents(Split.Evaluation, 3_000))
        {
            foreach (Match question in Regex.Matches(document, @"Who gave away the (\w+)\? (\w+) did"))
            {
                var (thing, giver) = (question.Groups[1].Value, question.Groups[2].Value);
                Assert.MatchesRegex($"{giver} (gave|sold) the .*{thing}|my {thing},\" said {giver}|{thing}, and {giver} made|{giver} lost a game", document);
                asked++;
            }
        }

        Assert.IsGreaterThan(50, asked);
    }

    [TestMethod]
    public void Sums_are_right()
    {
        string[] words = [.. Enumerable.Range(0, 25).Select(MLNetHemorrhage.DefaultModel.Words.Numbers.Word)];
        var sums = 0;
        foreach (var document in SyntheticText.Documents(Split.Evaluation, 3_000))
        {
            foreach (Match sum in Regex.Matches(document, @"How much is ([\w-]+) and ([\w-]+)\? ([\w-]+)\.", RegexOptions.IgnoreCase))
            {
                int Value(int group) => Array.IndexOf(words, sum.Groups[group].Value.ToLowerInvariant());
                Assert.AreEqual(Value(3), Value(1) + Value(2), sum.Value);
                sums++;
            }
        }

        Assert.IsGreaterThan(20, sums);
    }

    [TestMethod]
    public void Unknown_splits_and_negative_counts_are_refused()
    {
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SyntheticText.Documents((Split)3, 1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SyntheticText.Documents(Split.Training, -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => SyntheticText.Document(Split.Training, -1));
    }
}
