using System.Globalization;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning;
using MLNetHemorrhage.Modifications.Quantization;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Modifications;

[TestClass]
public sealed class RecipeTests
{
    [TestMethod]
    public void Steps_and_parameters_are_read()
    {
        var recipe = Recipe.Parse(" prune( wanda ,sparsity = 0.25)+quantize(rtn, bits=3, group=32, symmetric=false, targets=all)\n");
        var expected = new Recipe(
            new WandaPruning { Sparsity = 0.25 },
            new RoundToNearest { Bits = 3, Group = 32, Symmetric = false, Targets = ModificationTargets.All });
        Assert.AreEqual(expected, recipe);
        Assert.AreEqual("prune(wanda, sparsity=0.25) + quantize(rtn, bits=3, group=32, symmetric=false, targets=all)", recipe.ToString());
    }

    [TestMethod]
    public void Canonical_text_shows_the_strength_and_hides_other_defaults()
    {
        Assert.AreEqual("prune(magnitude, sparsity=0.5) + quantize(rtn, bits=4)",
            Recipe.Parse("prune(magnitude, scope=matrix, targets=blocks) + quantize(rtn, symmetric=true, group=0)").ToString());
    }

    [TestMethod]
    [DataRow("prune(wanda, pattern=2:4)", "prune(wanda, sparsity=0.5, pattern=2:4)")]
    [DataRow("prune(wanda, sparsity=0.667, pattern=1:3)", "prune(wanda, sparsity=0.6666666666666666, pattern=1:3)")]
    [DataRow("prune(magnitude, pattern=none)", "prune(magnitude, sparsity=0.5)")]
    public void A_pattern_says_the_sparsity(string text, string canonical)
    {
        var recipe = Recipe.Parse(text);
        Assert.AreEqual(canonical, recipe.ToString());
        Assert.AreEqual(recipe, Recipe.Parse(canonical));
        Assert.AreEqual(((PruningStep)recipe.Steps[0]).Sparsity, recipe.Facts[0].Value);
    }

    [TestMethod]
    public void Only_calibrated_methods_need_calibration()
    {
        Assert.IsFalse(Recipe.Parse("prune(magnitude) + quantize(rtn)").NeedsCalibration);
        Assert.IsTrue(Recipe.Parse("quantize(rtn) + prune(wanda)").NeedsCalibration);
    }

    [TestMethod]
    public void Every_recipe_comes_back_from_its_text_in_any_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
        try
        {
            var random = new RandomSource(1);
            for (int i = 0; i < 500; i++)
            {
                var recipe = new Recipe(Enumerable.Range(0, 1 + random.NextInt(3)).Select(_ => RandomStep(random)));
                Assert.AreEqual(recipe, Recipe.Parse(recipe.ToString()));
                Assert.AreEqual(recipe.GetHashCode(), Recipe.Parse(recipe.ToString()).GetHashCode());
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [TestMethod]
    public void Different_recipes_are_not_equal()
    {
        string[] texts = ["prune(magnitude)", "prune(magnitude, scope=row)", "prune(wanda)", "prune(wanda, sparsity=0.6)",
            "prune(wanda, targets=all)", "quantize(rtn)", "prune(wanda) + quantize(rtn)", "quantize(rtn) + prune(wanda)"];
        Assert.HasCount(texts.Length, texts.Select(Recipe.Parse).ToHashSet());
    }

    [TestMethod]
    [DataRow("", "recipe, position 1: expected a step such as prune(wanda, sparsity=0.5), found the end")]
    [DataRow("fold(rtn)", "recipe, position 1: unknown step \"fold\"; available: prune, pruneStructured, quantize")]
    [DataRow("prune(wanda) + expand(solar)", "recipe, position 16: expand is not available in this version; available: prune, pruneStructured, quantize")]
    [DataRow("prune(wand)", "recipe, position 7: prune: unknown method \"wand\"; known: {methods}")]
    [DataRow("prune(rtn)", "recipe, position 7: prune: unknown method \"rtn\"; known: {methods}")]
    [DataRow("prune(wanda, sparsity=1.2)", "recipe, position 14: prune(wanda): sparsity must be at least 0 and below 1, found 1.2")]
    [DataRow("prune(wanda, sparsity=-1e-9)", "recipe, position 14: prune(wanda): sparsity must be at least 0 and below 1, found -1E-09")]
    [DataRow("prune(wanda, sparsity=NaN)", "recipe, position 14: prune(wanda): sparsity must be at least 0 and below 1, found NaN")]
    [DataRow("prune(wanda, sparsity=half)", "recipe, position 14: prune(wanda): sparsity must be at least 0 and below 1, found half")]
    [DataRow("quantize(rtn, bits=17)", "recipe, position 15: quantize(rtn): bits must be between 2 and 8, found 17")]
    [DataRow("quantize(rtn, bits=1)", "recipe, position 15: quantize(rtn): bits must be between 2 and 8, found 1")]
    [DataRow("quantize(rtn, bits=99999999999)", "recipe, position 15: quantize(rtn): bits must be between 2 and 8, found 99999999999")]
    [DataRow("quantize(rtn, group=-1)", "recipe, position 15: quantize(rtn): group must be 0 (the whole row) or more, found -1")]
    [DataRow("quantize(rtn, symmetric=yes)", "recipe, position 15: quantize(rtn): symmetric must be true or false, found yes")]
    [DataRow("prune(magnitude, scope=column)", "recipe, position 18: prune(magnitude): scope must be matrix, row or global, found column")]
    [DataRow("prune(wanda, sparsity=1)", "recipe, position 14: prune(wanda): sparsity must be at least 0 and below 1, found 1")]
    [DataRow("prune(wanda, scope=row)", "recipe, position 14: prune(wanda): unknown parameter \"scope\"; known: sparsity, pattern, allocation, outlier, lambda, targets")]
    [DataRow("prune(wanda, pattern=4:4)", "recipe, position 14: prune(wanda): pattern must be none or N:M with 0 < N < M <= 16, as in 2:4, found 4:4")]
    [DataRow("prune(wanda, pattern=0:4)", "recipe, position 14: prune(wanda): pattern must be none or N:M with 0 < N < M <= 16, as in 2:4, found 0:4")]
    [DataRow("prune(wanda, pattern=8:17)", "recipe, position 14: prune(wanda): pattern must be none or N:M with 0 < N < M <= 16, as in 2:4, found 8:17")]
    [DataRow("prune(wanda, pattern=2)", "recipe, position 14: prune(wanda): pattern must be none or N:M with 0 < N < M <= 16, as in 2:4, found 2")]
    [DataRow("prune(wanda, sparsity=0.5, pattern=1:4)", "recipe, position 28: prune(wanda): sparsity must be 0.75 beside pattern=1:4, found 0.5")]
    [DataRow("prune(wanda, pattern=2:4, sparsity=0.6)", "recipe, position 27: prune(wanda): sparsity must be 0.5 beside pattern=2:4, found 0.6")]
    [DataRow("prune(ria, scope=global)", "recipe, position 12: prune(ria): scope must be matrix or row, found global")]
    [DataRow("prune(admm, scope=row, pattern=2:4)", "prune(admm): scope cannot be chosen beside pattern=2:4, which compares the weights of a group")]
    [DataRow("prune(magnitude, scope=global, allocation=owl)", "prune(magnitude): allocation=owl: scope=global divides the removed weights by itself")]
    [DataRow("prune(sparsegpt, block=0)", "recipe, position 18: prune(sparsegpt): block must be at least 1, found 0")]
    [DataRow("prune(sparsegpt, damping=-0.1)", "recipe, position 18: prune(sparsegpt): damping must be at least 0 and finite, found -0.1")]
    [DataRow("prune(ria, power=NaN)", "recipe, position 12: prune(ria): power must be at least 0 and finite, found NaN")]
    [DataRow("prune(admm, iterations=0)", "recipe, position 13: prune(admm): iterations must be at least 1, found 0")]
    [DataRow("prune(dsnot, initial=admm)", "recipe, position 14: prune(dsnot): initial must be wanda, magnitude, sparsegpt or ria, found admm")]
    [DataRow("prune(dsnot, cycles=-1)", "recipe, position 14: prune(dsnot): cycles must be at least 0, found -1")]
    [DataRow("prune(wanda, sparsity=0.5, sparsity=0.6)", "recipe, position 28: prune(wanda): sparsity is given twice")]
    [DataRow("prune wanda", "recipe, position 7: expected \"(\", found \"w\"")]
    [DataRow("prune(wanda", "recipe, position 12: expected \",\" or \")\", found the end")]
    [DataRow("prune(wanda,)", "recipe, position 13: expected a parameter name, found \")\"")]
    [DataRow("prune(wanda, sparsity=)", "recipe, position 23: expected a value, found \")\"")]
    [DataRow("prune(wanda) quantize(rtn)", "recipe, position 14: expected \"+\" and a step, or the end, found \"q\"")]
    [DataRow("prune(wanda) +", "recipe, position 15: expected a step such as prune(wanda, sparsity=0.5), found the end")]
    [DataRow("prune(wanda)\0", "recipe, position 13: expected \"+\" and a step, or the end, found the control character U+0000")]
    public void Bad_text_is_refused_with_position_and_choices(string text, string message) =>
        Assert.AreEqual(message.Replace("{methods}", Names(ModificationKind.Prune), StringComparison.Ordinal), Assert.ThrowsExactly<HemorrhageException>(() => Recipe.Parse(text)).Message);

    private static string Names(ModificationKind kind) => string.Join(", ", ModificationMethods.All.Where(m => m.Kind == kind).Select(m => m.Name));

    [TestMethod]
    public void Ranges_hold_outside_the_parser_too()
    {
        Assert.ThrowsExactly<HemorrhageException>(() => new MagnitudePruning { Sparsity = double.NaN });
        Assert.ThrowsExactly<HemorrhageException>(() => new WandaPruning { Sparsity = 1 });
        Assert.ThrowsExactly<HemorrhageException>(() => new WandaPruning { Sparsity = 0.6, Pattern = new(2, 4) });
        Assert.ThrowsExactly<HemorrhageException>(() => new WandaPruning { Pattern = new(2, 4) } with { Sparsity = 0.6 });
        Assert.ThrowsExactly<HemorrhageException>(() => new KeepPattern(4, 2));
        Assert.ThrowsExactly<HemorrhageException>(() => new RoundToNearest() with { Bits = 9 });
        Assert.ThrowsExactly<ArgumentException>(() => new Recipe());
    }

    private static Modification RandomStep(RandomSource random)
    {
        var targets = random.NextInt(2) == 0 ? ModificationTargets.Blocks : ModificationTargets.All;
        double sparsity = random.NextInt(4) switch { 0 => 0, 1 => Math.BitDecrement(1.0), 2 => random.NextDouble() * 1e-9, _ => random.NextDouble() };
        return random.NextInt(8) switch
        {
            7 => new GptqQuantization { Bits = 2 + random.NextInt(7), Group = random.NextInt(300), Clip = (GridClip)random.NextInt(2), Scales = (ScaleFormat)random.NextInt(2), Order = InputOrder.None, Grids = (GridTiming)random.NextInt(3) },
            3 => new SparseGptPruning { Pattern = RandomPattern(), Block = 1 + random.NextInt(300), Damping = random.NextDouble(), Targets = targets },
            4 => new RiaPruning { Sparsity = sparsity, Power = random.NextDouble() * 2, Scope = PruningStep.MatrixScopes[random.NextInt(2)] },
            5 => new AdmmPruning { Sparsity = sparsity, Iterations = 1 + random.NextInt(40), Choices = 1 + random.NextInt(40), Scope = PruningStep.MatrixScopes[random.NextInt(2)] },
            6 => new DsnotPruning { Pattern = RandomPattern(), Initial = (DsnotInitial)random.NextInt(4), Cycles = random.NextInt(60), Threshold = random.NextDouble(), SignStop = random.NextInt(2) == 0 },
            0 => new WandaPruning { Sparsity = sparsity, Targets = targets },
            1 => new MagnitudePruning { Sparsity = sparsity, Targets = targets, Scope = random.NextInt(2) == 0 ? PruningScope.Matrix : PruningScope.Row },
            _ => new RoundToNearest { Bits = 2 + random.NextInt(7), Group = random.NextInt(300), Symmetric = random.NextInt(2) == 0, Targets = targets },
        };

        KeepPattern RandomPattern()
        {
            int group = 2 + random.NextInt(15);
            return new(1 + random.NextInt(group - 1), group);
        }
    }
}
