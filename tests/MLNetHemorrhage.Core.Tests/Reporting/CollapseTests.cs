using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class CollapseTests
{
    [TestMethod]
    public void It_lies_between_the_last_stable_and_the_first_collapsed_strength()
    {
        var collapse = Find(("prune(magnitude, sparsity=0.8)", 3), ("prune(magnitude, sparsity=0.3)", 0.1), ("prune(magnitude, sparsity=0.5)", 1.5)).Single();
        Assert.AreEqual(new("prune(magnitude)", "sparsity", new(0.3, 0.1), new(0.5, 1.5)), collapse);
        Assert.AreEqual("prune(magnitude) collapses between sparsity=0.3 (ln ratio 0.1000) and sparsity=0.5 (ln ratio 1.500)", collapse.ToString());
    }

    [TestMethod]
    public void Fewer_bits_are_more_damage()
    {
        var collapse = Find(("quantize(rtn, bits=2)", 4), ("quantize(rtn, bits=8)", 0), ("quantize(rtn, bits=4)", 0.2)).Single();
        Assert.AreEqual(new("quantize(rtn)", "bits", new(4, 0.2), new(2, 4)), collapse);
    }

    [TestMethod]
    public void A_method_that_never_collapses_says_up_to_where()
    {
        var collapse = Find(("prune(wanda, sparsity=0.1)", 0), ("prune(wanda, sparsity=0.2)", 1)).Single();
        Assert.AreEqual(new("prune(wanda)", "sparsity", new(0.2, 1), null), collapse);
    }

    [TestMethod]
    public void A_method_may_have_collapsed_from_the_start()
    {
        var collapse = Find(("quantize(rtn, bits=3)", double.PositiveInfinity), ("quantize(rtn, bits=2)", double.PositiveInfinity)).Single();
        Assert.AreEqual(new("quantize(rtn)", "bits", null, new(3, double.PositiveInfinity)), collapse);
    }

    [TestMethod]
    public void Other_parameters_make_another_method() =>
        Assert.HasCount(0, Find(("quantize(rtn, bits=3)", 2), ("quantize(rtn, bits=2, group=32)", 1)));

    [TestMethod]
    public void Recipes_of_several_steps_are_left_out() =>
        Assert.HasCount(0, Find(("prune(wanda, sparsity=0.1) + quantize(rtn, bits=8)", 0), ("prune(wanda, sparsity=0.2) + quantize(rtn, bits=8)", 2)));

    private static IReadOnlyList<Collapse> Find(params (string Recipe, double LnRatio)[] results) =>
        Collapse.Find(results.Select(r => (Recipe.Parse(r.Recipe), r.LnRatio)));
}
