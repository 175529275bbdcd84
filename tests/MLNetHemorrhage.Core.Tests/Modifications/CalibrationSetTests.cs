using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Tests.Evaluation;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class CalibrationSetTests
{
    [TestMethod]
    public void Windows_are_the_first_documents_with_a_beginning_cut_to_the_context()
    {
        var set = CalibrationSet.FromDocuments([" ab\n", "  ", "abcdef", "c", "never"], new LetterTokenizer(), contextLength: 4, count: 3);
        Assert.HasCount(3, set.Windows);
        CollectionAssert.AreEqual(new[] { 1, 'a' + 2, 'b' + 2 }, set.Windows[0]);
        CollectionAssert.AreEqual(new[] { 1, 'a' + 2, 'b' + 2, 'c' + 2 }, set.Windows[1]);
        CollectionAssert.AreEqual(new[] { 1, 'c' + 2 }, set.Windows[2]);
        Assert.AreEqual(9, set.TokenCount);
    }

    [TestMethod]
    public void One_text_gives_whole_windows()
    {
        var set = CalibrationSet.FromText("abcdefgh", new LetterTokenizer(), windowLength: 4, count: 5);
        Assert.HasCount(2, set.Windows);
        CollectionAssert.AreEqual(new[] { 1, 'a' + 2, 'b' + 2, 'c' + 2 }, set.Windows[0]);
        CollectionAssert.AreEqual(new[] { 'd' + 2, 'e' + 2, 'f' + 2, 'g' + 2 }, set.Windows[1]);
        Assert.HasCount(1, CalibrationSet.FromText("abcdefgh", new LetterTokenizer(), windowLength: 4, count: 1).Windows);
    }

    [TestMethod]
    public void Without_a_beginning_id_windows_start_with_the_text() =>
        CollectionAssert.AreEqual(new[] { 'a' + 2 }, CalibrationSet.FromDocuments(["a"], new LetterTokenizer(hasBegin: false), 4).Windows[0]);

    [TestMethod]
    public void Batches_hold_all_windows_in_order_and_few_tokens()
    {
        int[][] windows = [.. Enumerable.Range(1, 60).Select(i => Enumerable.Repeat(i, i * 41).ToArray())];
        var batches = new CalibrationSet(windows).Batches().ToList();
        CollectionAssert.AreEqual(windows.SelectMany(w => w).ToArray(), batches.SelectMany(b => b.Ids).ToArray());
        Assert.IsGreaterThan(1, batches.Count);
        foreach (var batch in batches) Assert.IsLessThanOrEqualTo(4096, batch.TokenCount);
    }

    [TestMethod]
    public void Unusable_text_is_refused()
    {
        var spec = new DecoderSpec
        {
            VocabularySize = 10, HiddenSize = 4, FeedForwardSize = 4, BlockCount = 1, HeadCount = 1, KeyValueHeadCount = 1, HeadSize = 4, ContextLength = 3,
        };
        AssertMessage("calibration text: expected at least one window of tokens, found none", () => CalibrationSet.FromDocuments([" "], new LetterTokenizer(), 4));
        AssertMessage("calibration text: the number of windows must be at least 1, found 0", () => CalibrationSet.FromDocuments(["a"], new LetterTokenizer(), 4, 0));
        AssertMessage("calibration text: expected at least the 9 tokens of a window, found 4", () => CalibrationSet.FromText("abc", new LetterTokenizer(), 9));
        AssertMessage("calibration window 1: expected at most 3 tokens, found 4", () => new CalibrationSet([[1], [1, 2, 3, 4]]).CheckFor(spec));
        AssertMessage("calibration window 0: expected token ids below 10, found 10", () => new CalibrationSet([[1, 10]]).CheckFor(spec));
    }

    private static void AssertMessage(string message, Action action) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(action).Message);
}
