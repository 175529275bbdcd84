using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Tests.Robustness.Rules;

[TestClass]
public sealed class RecipeRulesTests
{
    public static IEnumerable<object[]> Names => RuleCase.All.Select(c => new object[] { c.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public void Finds_what_the_case_says(string name)
    {
        var expected = RuleCase.All.Single(c => c.Name == name);
        var found = RecipeRules.Check(Parse(expected.Steps)?.Facts ?? expected.ReadSteps(), expected.ReadTable(), new(expected.Model, Protocol: expected.Protocol));
        AssertSame(expected, found);
    }

    [TestMethod]
    public void Recipes_give_the_findings_of_their_steps()
    {
        int checkedCases = 0;
        foreach (var expected in RuleCase.All)
        {
            if (Parse(expected.Steps) is not { } recipe) continue;
            checkedCases++;
            AssertSame(expected, recipe.Validate(expected.ReadTable(), expected.Model, expected.Protocol is { } p ? Protocol.Parse(p) : null));
        }
        Assert.IsGreaterThan(15, checkedCases);
    }

    [TestMethod]
    public void Every_rule_that_recipes_can_break_has_a_case()
    {
        var covered = RuleCase.All.SelectMany(c => c.Findings).Select(f => f.Id).Distinct().Append(RuleTable.MalformedThresholds.Id);
        CollectionAssert.AreEquivalent(RuleTable.All.Where(r => !r.IsAboutCode).Select(r => r.Id).ToArray(), covered.ToArray());
    }

    [TestMethod]
    public void Ids_are_unique_and_messages_are_one_line()
    {
        CollectionAssert.AllItemsAreUnique(RuleTable.All.Select(r => r.Id).ToArray());
        foreach (var message in RuleCase.All.SelectMany(c => c.Findings).Select(f => f.Message)) Assert.IsFalse(message.Contains('\n') || message.Contains('{'), message);
    }

    [TestMethod]
    public void What_a_finding_recommends_is_clean()
    {
        foreach (double sparsity in new[] { .6, .7, .8 })
        {
            string remedy = Recipe.Parse($"prune(wanda, sparsity={sparsity})").Validate(MLNetHemorrhage.Thresholds.ThresholdTable.Default)[0].Message.Split("; use sparsity ")[1].Split(' ')[0];
            Assert.IsEmpty(Recipe.Parse($"prune(wanda, sparsity={remedy})").Validate(MLNetHemorrhage.Thresholds.ThresholdTable.Default));
        }
    }

    private static void AssertSame(RuleCase expected, IReadOnlyList<Finding> found) => Assert.AreEqual(
        string.Join('\n', expected.Findings.Select(f => $"{f}")), string.Join('\n', found.Select(f => $"{ExpectedFinding.Of(f)}")));

    private static Recipe? Parse(string text)
    {
        try
        {
            return Recipe.Parse(text);
        }
        catch (HemorrhageException)
        {
            return null;
        }
    }
}
