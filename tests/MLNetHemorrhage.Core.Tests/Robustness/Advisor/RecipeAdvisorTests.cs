using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Pruning.Structured;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Advisor;

[TestClass]
public sealed class RecipeAdvisorTests
{
    private static readonly LanguageModel Model = LanguageModel.Default;

    // ln ratio = s² for pruning and 2 t⁸ for rounding; together they add up.
    private static readonly ThresholdTable Table = new(
        new CurveRecord(new("prune", "magnitude"), "sparsity", [.. Enumerable.Range(1, 16).Select(i => i / 20.0).Select(s => new Knot(s, s * s))]),
        new CurveRecord(new("quantize", "rtn"), "bits", [.. new[] { 8, 7, 6, 5, 4, 3 }.Select(b => 1 - b / 16.0).Select(t => new Knot(t, 2 * Math.Pow(t, 8)))]));

    [TestMethod]
    [DataRow(.4, null)]
    [DataRow(.25, null)]
    [DataRow(null, .05)]
    [DataRow(null, .3)]
    [DataRow(.4, .9)]
    public void The_first_recipe_is_the_best_of_all(double? size, double? lnRatio)
    {
        var budget = new AdviceBudget(size, lnRatio);
        var best = Propose(budget).Recipes[0];
        var (recipe, bestCost) = BruteForce(budget);
        Assert.AreEqual(bestCost, size is null ? best.Size : best.Prediction.LnRatio, 1e-12, $"{best.Recipe} against {recipe}");
        Assert.IsTrue(budget.Allows(best.Size, best.Prediction.LnRatio));
    }

    [TestMethod]
    public void All_proposals_are_within_the_budget_and_none_is_like_another()
    {
        var budget = new AdviceBudget(.4, null);
        var proposals = Propose(budget).Recipes;
        Assert.IsGreaterThan(3, proposals.Count);
        foreach (var proposal in proposals) Assert.IsTrue(budget.Allows(proposal.Size, proposal.Prediction.LnRatio));
        CollectionAssert.AllItemsAreUnique(proposals.Select(p => string.Join('+', p.Recipe.Steps.Select(s => s.Method.Title + (s.Kind == ModificationKind.Quantize ? s.ToString() : "")))).ToArray());
        var costs = proposals.Select(p => p.Prediction.LnRatio).ToArray();
        CollectionAssert.AreEqual(costs.Order().ToArray(), costs);
    }

    [TestMethod]
    public void A_second_step_must_save_something()
    {
        // Removing so few weights costs a mask and saves nothing beside 3 bits.
        foreach (var proposal in Propose(new(null, 5)).Recipes.Where(r => r.Recipe.Steps.Count == 2))
            foreach (var step in proposal.Recipe.Steps)
                Assert.IsLessThan(new SizeForecast(Model.Decoder).Bytes(new(step)), proposal.Bytes);
    }

    [TestMethod]
    public void Nothing_within_the_budget_is_an_error_with_the_nearest()
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Propose(new(.01, null)));
        StringAssert.Contains(error.Message, "expected a recipe with at most 1 % of the size, found none");
        StringAssert.Contains(error.Message, "the nearest is prune(magnitude, sparsity=0.8) + quantize(rtn, bits=3) with ");
    }

    [TestMethod]
    public void What_the_model_has_too_little_for_is_not_proposed()
    {
        var shares = Enumerable.Range(1, 19).Select(i => i / 20.0).Select(s => new Knot(s, s)).ToArray();
        var table = new ThresholdTable(
            new CurveRecord(new("prune", "magnitude"), "sparsity", [.. shares]),
            new CurveRecord(new("pruneStructured", "shortgpt"), "ratio", [.. shares]),
            new CurveRecord(new("pruneStructured", "slicegpt"), "ratio", [.. shares]));
        int blocks = Model.Decoder.Blocks.Count;
        var proposals = RecipeAdvisor.Propose(Model, table, ThresholdContext.Unknown, new(null, 100)).Recipes;
        // The smallest is the one that leaves a single block.
        Assert.IsTrue(proposals.Any(p => p.Recipe.Steps is [ShortGptPruning removal] && (int)Math.Round(blocks * removal.Ratio) == blocks - 1));
        Assert.IsFalse(proposals.Any(p => p.Recipe.Steps is [_, SliceGptPruning]), "a rotation gives zeros values");
    }

    [TestMethod]
    public void A_table_without_curves_is_an_error()
    {
        var error = Assert.ThrowsExactly<HemorrhageException>(() => RecipeAdvisor.Propose(Model, ThresholdTable.Empty, ThresholdContext.Unknown, new(.5, null)));
        StringAssert.Contains(error.Message, "expected a degradation curve");
    }

    [TestMethod]
    public void Says_what_it_rests_on_and_what_is_left_out()
    {
        var notes = string.Join('\n', Propose(new(.5, null)).Notes);
        StringAssert.Contains(notes, "prune(wanda) is left out: no curve is known");
        StringAssert.Contains(notes, "prune(magnitude) is known up to sparsity=0.8");
        StringAssert.Contains(notes, "curves of another model");
    }

    [TestMethod]
    public void Curves_of_other_models_do_not_compete_with_the_models_own()
    {
        var mixed = ThresholdTable.Default.Merge(new(Table.Records.OfType<CurveRecord>().Where(c => c.Coordinate == "bits").Select(c => c with { Model = "mine" })));
        var advice = RecipeAdvisor.Propose(Model, mixed, new("mine"), new(.5, null));
        Assert.IsTrue(advice.Recipes.All(r => r.Recipe.Steps is [{ Kind: ModificationKind.Quantize }]));
        CollectionAssert.Contains(advice.Notes.ToArray(), "prune(wanda) is left out: no curve is known for this model");
        Assert.IsFalse(advice.Notes.Any(n => n.StartsWith("curves of another model", StringComparison.Ordinal)));
    }

    [TestMethod]
    [DataRow(null, null)]
    [DataRow(0.0, null)]
    [DataRow(1.5, null)]
    [DataRow(null, -.1)]
    [DataRow(double.NaN, null)]
    public void A_budget_has_a_sensible_limit(double? size, double? lnRatio) => Assert.ThrowsExactly<HemorrhageException>(() => new AdviceBudget(size, lnRatio));

    private static Advice Propose(AdviceBudget budget) => RecipeAdvisor.Propose(Model, Table, ThresholdContext.Unknown, budget);

    private static (string Recipe, double Cost) BruteForce(AdviceBudget budget)
    {
        var sizes = new SizeForecast(Model.Decoder);
        var best = ("", double.PositiveInfinity);
        for (int i = 0; i <= 16; i++)
        {
            for (int bits = 9; bits >= 3; bits--)
            {
                var steps = new List<string>();
                double s = i / 20.0, t = bits == 9 ? 0 : 1 - bits / 16.0;
                if (i > 0) steps.Add(FormattableString.Invariant($"prune(magnitude, sparsity={s})"));
                if (bits < 9) steps.Add($"quantize(rtn, bits={bits})");
                if (steps.Count == 0) continue;
                var recipe = Recipe.Parse(string.Join(" + ", steps));
                double size = (double)sizes.Bytes(recipe) / sizes.BaseBytes, lnRatio = s * s + 2 * Math.Pow(t, 8);
                double cost = budget.TargetSize is null ? size : lnRatio;
                if (budget.Allows(size, lnRatio) && cost < best.Item2) best = ($"{recipe}", cost);
            }
        }
        return best;
    }
}
