using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Tests.Modifications.Structured;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class ModelHistoryTests
{
    private const string Pruning = "prune(magnitude, sparsity=0.6)";

    [TestMethod]
    [DataRow("prune(wanda, sparsity=0.7)"), DataRow("pruneStructured(shortgpt, ratio=0.4)"), DataRow("quantize(rtn, bits=2)")]
    public void Recipes_one_after_the_other_report_what_one_recipe_does(string second)
    {
        var whole = Samples.Apply($"{Pruning} + {second}");
        var first = Samples.Apply(Pruning);
        var parts = Continue(first, second);
        Cut.AssertSameBits(whole.Model.Decoder, parts.Model.Decoder);
        Assert.AreEqual(whole.History.Recipe, parts.History.Recipe);
        CollectionAssert.AreEqual(Sizes(whole), Sizes(parts));
        Assert.AreEqual(second, $"{parts.Steps.Single().Step}");
        Assert.HasCount(1, first.History.Steps);
    }

    [TestMethod]
    public void Zeros_of_earlier_recipes_are_respected_by_every_continuation()
    {
        var first = Samples.Apply(Pruning);
        Continue(first, "pruneStructured(shortgpt, ratio=0.4)");
        Continue(first, "pruneStructured(flap, ratio=0.4)");
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Continue(first, "pruneStructured(slicegpt)"));
        Assert.AreEqual(
            $"step 2, pruneStructured(slicegpt, ratio=0.25): expected a model without promised zeros, found those of step 1, {Pruning}, which a rotation would undo; rotate first", error.Message);
    }

    private static RecipeResult Continue(RecipeResult first, string recipe) =>
        RecipeRunner.Apply(first.Model, Recipe.Parse(recipe), Samples.Calibration, new() { Before = first.History });

    private static (string, WeightSize, WeightSize?)[] Sizes(RecipeResult result) =>
        [.. result.History.Steps.SelectMany(s => s.Layers.Select(l => (l.Name, l.Size, l.FinalSize)).Prepend(($"{s.Step}", s.Size, s.FinalSize)))];
}
