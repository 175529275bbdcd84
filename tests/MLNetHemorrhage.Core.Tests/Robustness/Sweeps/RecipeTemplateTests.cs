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
    public void A_template_takes_a_strength(string text, double value, string recipe) =>
        Assert.AreEqual(Recipe.Parse(recipe), RecipeTemplate.Parse(text).With(value));

    [TestMethod]
    public void Two_steps_take_their_strengths_in_order()
    {
        var template = RecipeTemplate.Parse("prune(wanda, sparsity=*) + quantize(rtn, bits=*)");
        Assert.AreEqual("prune(wanda, sparsity=0.3) + quantize(rtn, bits=2)", template.With(0.3, 2).ToString());
        Assert.AreEqual("prune(wanda, sparsity=0.3)", template.Fill([0.3, null])!.ToString());
        Assert.AreEqual("quantize(rtn, bits=2)", template.Fill([null, 2])!.ToString());
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
}
