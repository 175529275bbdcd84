using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class RecipeTemplateTests
{
    [TestMethod]
    [DataRow("prune(wanda, sparsity=*)", 0.25, "prune(wanda, sparsity=0.25)")]
    [DataRow(" quantize( rtn , bits = * , group=32)", 3.0, "quantize(rtn, bits=3, group=32)")]
    [DataRow("prune(wanda, sparsity=0.5) + quantize(rtn, bits=*)", 4.0, "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)")]
    [DataRow("quantize(ggml, type=*)", 4.0, "quantize(ggml, type=q4_k)")]
    [DataRow("quantize(ggml, importance=true, type=*)", 8.0, "quantize(ggml, type=q8_0, importance=true)")]
    public void A_template_takes_a_strength(string text, double value, string recipe) =>
        Assert.AreEqual(Recipe.Parse(recipe), RecipeTemplate.Parse(text).With(value));

    [TestMethod]
    public void Two_steps_take_their_strengths_in_order()
    {
        var template = RecipeTemplate.Parse("prune(wanda, sparsity=*) + quantize(rtn, bits=*)");
        Assert.AreEqual("prune(wanda, sparsity=0.3) + quantize(rtn, bits=2)", template.With(0.3, 2).ToString());
        Assert.AreEqual("prune(wanda, sparsity=0.3)", template.Fill(["0.3", null])!.ToString());
        Assert.AreEqual("quantize(rtn, bits=2)", template.Fill([null, "2"])!.ToString());
        Assert.IsNull(template.Fill([null, null]));
        Assert.IsFalse(template.HasFixedSteps);
        Assert.IsTrue(template.NeedsCalibration);
        Assert.AreEqual("prune sparsity True, quantize bits False", string.Join(", ", template.Holes.Select(h => $"{h.Verb} {h.Coordinate} {h.IsContinuous}")));
    }

    [TestMethod]
    [DataRow("prune( magnitude,sparsity = *,scope=row )", "prune(magnitude, sparsity=*, scope=row)")]
    [DataRow("prune(wanda)+quantize(rtn,bits=*)", "prune(wanda, sparsity=0.5) + quantize(rtn, bits=*)")]
    [DataRow("prune(wanda, sparsity=*)+quantize(rtn,symmetric=false,bits=*)", "prune(wanda, sparsity=*) + quantize(rtn, bits=*, symmetric=false)")]
    public void The_canonical_text_is_read_back(string text, string canonical)
    {
        Assert.AreEqual(canonical, RecipeTemplate.Parse(text).ToString());
        Assert.AreEqual(canonical, RecipeTemplate.Parse(canonical).ToString());
    }

    [TestMethod]
    [DataRow("prune(wanda)", "steps \"prune(wanda)\": expected * for one or two strengths, as in prune(wanda, sparsity=*), found none")]
    [DataRow("prune(wanda, targets=*)", "recipe, position 14: prune(wanda): * stands for a strength (sparsity), found targets=*")]
    [DataRow("prune(wanda, depth=*)", "recipe, position 14: prune(wanda): * stands for a strength (sparsity), found depth=*")]
    [DataRow("prune(wanda, sparsity=*, sparsity=0.1)", "recipe, position 26: prune(wanda): sparsity is given twice")]
    [DataRow("prune(wanda, sparsity=0.*)", "recipe, position 25: expected \",\" or \")\", found \"*\"")]
    [DataRow("prune(wanda, sparsity=**)", "recipe, position 24: expected \",\" or \")\", found \"*\"")]
    [DataRow("prune(*)", "recipe, position 7: expected a method, found \"*\"")]
    [DataRow("prune(wanda, sparsity=*) + quantize(rtn, bits=*) + prune(magnitude, sparsity=*)",
        "recipe, position 69: expected * for at most 2 strengths, found one more")]
    public void What_is_not_a_template_is_refused(string text, string message) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() => RecipeTemplate.Parse(text)).Message);

    [TestMethod]
    public void Values_out_of_range_are_refused_in_the_words_of_the_recipe()
    {
        Assert.AreEqual("quantize(rtn): bits must be between 2 and 8, found 2.5",
            Assert.ThrowsExactly<HemorrhageException>(() => RecipeTemplate.Parse("quantize(rtn, bits=*)").With(2.5)).Message);
        Assert.ThrowsExactly<ArgumentException>(() => RecipeTemplate.Parse("quantize(rtn, bits=*)").With(2, 3));
    }

    [TestMethod]
    public void Recipes_have_no_open_strength() =>
        Assert.AreEqual("recipe, position 23: expected a value, found \"*\"",
            Assert.ThrowsExactly<HemorrhageException>(() => Recipe.Parse("prune(wanda, sparsity=*)")).Message);

    [TestMethod]
    public void A_strength_in_words_takes_a_grid_of_words()
    {
        var template = RecipeTemplate.Parse("quantize(ggml, type=*)");
        var hole = template.Holes[0];
        Assert.AreEqual("bits False", $"{hole.Coordinate} {hole.IsContinuous}");
        Assert.AreEqual("quantize(ggml, type=q4_0)", template.First([Grid.Parse("q4_0,q2_k")]).ToString());
        CollectionAssert.AreEquivalent(new[] { 4.0, 2 }, hole.Texts(Grid.Parse("q4_0, q2_k")).Keys.ToArray());
        Assert.IsTrue(hole.DefaultGrid.ToString().StartsWith("q8_0,q6_k,", StringComparison.Ordinal), hole.DefaultGrid.ToString());
        Assert.AreEqual(hole.DefaultGrid.Words!.Count, hole.Texts(hole.DefaultGrid).Count);
    }

    [TestMethod]
    [DataRow("quantize(ggml, type=*)", "4,3", "numbers")]
    [DataRow("quantize(ggml, type=*)", "q4_k,q9", "found q9")]
    [DataRow("quantize(ggml, type=*)", "q4_k,q4_0", "found q4_k and q4_0, both 4")]
    [DataRow("quantize(rtn, bits=*)", "q4_k,q2_k", "expected numbers for bits, found q4_k")]
    public void A_grid_that_does_not_suit_a_strength_is_refused(string steps, string grid, string message)
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => RecipeTemplate.Parse(steps).First([Grid.Parse(grid)]));
        Assert.Contains(message, error.Message);
        Assert.Contains($"grid \"{grid}\"", error.Message);
    }
}
