using MLNetHemorrhage.Modifications.Pruning.Structured;

namespace MLNetHemorrhage.Tests;

/// <summary>No option of structured pruning is ignored.</summary>
[TestClass]
public sealed class PruneStructuredOptionsTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void What_a_method_has_no_use_for_is_refused()
    {
        AssertRefused(new() { Barrier = 1 }, "pruneStructured(flap): unknown parameter \"barrier\"; known: ratio, ");
        AssertRefused(new() { Method = StructuredPruningMethod.Sleb, SkipFirst = 0 }, "pruneStructured(sleb): unknown parameter \"skipFirst\"; known: ratio, ");
        AssertRefused(new() { Method = StructuredPruningMethod.SliceGpt, Heads = HeadUnit.Query }, "pruneStructured(slicegpt): unknown parameter \"heads\"; known: ratio, ");
        AssertRefused(new() { Method = StructuredPruningMethod.ShortGpt, Ratio = 1 }, "pruneStructured(shortgpt): ratio must be at least 0 and below 1, found 1");
    }

    [TestMethod]
    public void Methods_are_taken_with_options_of_their_own()
    {
        AssertRecipe("pruneStructured(sleb, ratio=0.25, barrier=0)", new() { Method = StructuredPruningMethod.Sleb, Barrier = 0 });
        AssertRecipe("pruneStructured(llmpruner, ratio=0.25, skipFirst=1, skipLast=2)", new() { Method = StructuredPruningMethod.LlmPruner, Importance = TaylorImportance.First, SkipFirst = 1, SkipLast = 2 });
        AssertRecipe("pruneStructured(slicegpt, ratio=0.25, interval=4, sliceHead=true)", new() { Method = StructuredPruningMethod.SliceGpt, Interval = 4, SliceHead = true });
        AssertRecipe("pruneStructured(flap, ratio=0.3, bias=false)", new() { Ratio = 0.3, Score = FlapScore.Wifv, Bias = false, Heads = HeadUnit.Query });
    }

    private void AssertRecipe(string recipe, PruneStructuredEstimator.Options options) => Assert.AreEqual(recipe, $"{_story.Steps.PruneStructured(options).Recipe}");

    private void AssertRefused(PruneStructuredEstimator.Options options, string message)
    {
        var error = Assert.ThrowsExactly<ArgumentException>(() => _story.Steps.PruneStructured(options));
        StringAssert.StartsWith(error.Message, message, StringComparison.Ordinal);
    }
}
