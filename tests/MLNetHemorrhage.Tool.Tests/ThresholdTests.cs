using System.Text.Json;

namespace MLNetHemorrhage.Tests;

/// <summary>Findings, severity and advice on the command line, on a tiny model.</summary>
[TestClass]
public sealed class ThresholdTests
{
    private const string Header = "#hemorrhage-thresholds 1\n";
    private const string Curves = Header
        + "curve model=tiny* step=prune method=magnitude coordinate=sparsity knots=0.2:0.01,0.5:0.05,0.8:1\n"
        + "curve model=tiny* step=quantize method=rtn coordinate=bits knots=0.5:0,0.75:0.02\n"
        + "threshold model=tiny* step=prune method=magnitude coordinate=sparsity s0=0.5 low=0.4 high=0.6 protocol=documents:7\n";

    private static readonly Workspace Files = new();

    [ClassCleanup]
    public static void Clean() => Files.Dispose();

    [TestMethod]
    public void A_recipe_past_a_published_threshold_is_noted_and_still_measured()
    {
        var run = Run("evaluate", "--recipe", "prune(wanda, sparsity=0.7)").Succeeded();
        StringAssert.StartsWith(run.Error, "note: MLH1001 prune(wanda, sparsity=0.7) is past its threshold: known for LLaMA-2-7B is sparsity 0.573");
        StringAssert.Contains(run.Out, "perplexity");
    }

    [TestMethod]
    public void What_is_inside_its_threshold_is_not_noted() =>
        Assert.DoesNotContain("MLH", Run("evaluate", "--recipe", "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)").Succeeded().Error);

    [TestMethod]
    public void Own_thresholds_come_first_and_grade_the_model()
    {
        string own = Files.Write("own.hemorrhage-thresholds.txt", Curves);
        var run = Run("evaluate", "--recipe", "prune(magnitude, sparsity=0.7)", "--thresholds", own, "--format", "json").Succeeded();
        StringAssert.Contains(run.Error, "note: MLH1001 prune(magnitude, sparsity=0.7) is past its threshold: known for tiny* is sparsity 0.5, interval 0.4 to 0.6");
        StringAssert.Contains(run.Error, "note: MLH9003 what is known about prune(magnitude) was measured under documents:7, not under documents:100");
        var severity = JsonDocument.Parse(run.Out).RootElement.GetProperty("severity");
        Assert.IsTrue(severity.GetProperty("grade").GetString() is "hemorrhaging" or "collapsed");
    }

    [TestMethod]
    public void A_bad_line_is_refused_with_its_place()
    {
        string bad = Files.Write("bad.hemorrhage-thresholds.txt", Header + "threshold step=prune\n");
        Run("evaluate", "--recipe", "prune(magnitude)", "--thresholds", bad).Refused("bad.hemorrhage-thresholds.txt(2,1): threshold: expected method=…, found none");
        Run("compare", "--recipe", "prune(magnitude)", "--thresholds", Files["missing.txt"]).Refused("missing.txt");
    }

    [TestMethod]
    public void Advice_shows_predicted_beside_measured_and_names_the_best()
    {
        string own = Files.Write("curves.hemorrhage-thresholds.txt", Curves);
        var json = JsonDocument.Parse(Run("advise", "--target-size", "0.6", "--measure", "2", "--thresholds", own, "--format", "json").Succeeded().Out).RootElement;
        var recipes = json.GetProperty("recipes").EnumerateArray().ToArray();
        Assert.HasCount(2, recipes);
        foreach (var recipe in recipes)
        {
            var size = recipe.GetProperty("measured").GetProperty("size");
            double measured = size.GetProperty("modifiedBytes").GetDouble() / size.GetProperty("baseBytes").GetDouble();
            Assert.IsLessThanOrEqualTo(recipe.GetProperty("predicted").GetProperty("size").GetDouble(), measured);
            Assert.IsLessThanOrEqualTo(.6, measured);
            Assert.IsTrue(recipe.GetProperty("withinBudget").GetBoolean());
        }
        var best = recipes.MinBy(r => r.GetProperty("measured").GetProperty("lnRatio").GetProperty("value").GetDouble());
        Assert.AreEqual(best.GetProperty("recipe").GetString(), json.GetProperty("best").GetProperty("recipe").GetString());
    }

    [TestMethod]
    public void Advice_without_measurement_lists_every_proposal()
    {
        string own = Files.Write("listed.hemorrhage-thresholds.txt", Curves);
        string output = Run("advise", "--max-ln-ratio", "0.05", "--measure", "0", "--thresholds", own).Succeeded().Out;
        StringAssert.Contains(output, "quantize(rtn, bits=4)");
        StringAssert.Contains(output, "predicted");
    }

    [TestMethod]
    public void A_measured_recipe_outside_the_budget_is_said_to_be()
    {
        // These curves promise far too much. Only a model that has learned something can lose it.
        string rosy = Files.Write("rosy.hemorrhage-thresholds.txt", Header + "curve model=default step=quantize method=rtn coordinate=bits knots=0.8125:0.0001\n");
        string output = ToolRun.Here(
            "advise", "--max-ln-ratio", "0.001", "--target-size", "0.28", "--measure", "1", "--thresholds", rosy, "--protocol", "documents:3", "--calibration-windows", "1").Succeeded().Out;
        StringAssert.Contains(output, "none is within the budget of at most 28 % of the size and an ln ratio of at most 0.001; the nearest is quantize(rtn, bits=3)");
    }

    [TestMethod]
    public void Advice_needs_a_budget_that_can_be_met()
    {
        Run("advise").Refused("--target-size", "--max-ln-ratio");
        Run("advise", "--target-size", "2").Refused("--target-size: expected a number from 0 to 1, found '2'");
        Run("advise", "--target-size", "0.01").Refused("expected a recipe with at most 1 % of the size, found none", "the nearest is");
    }

    private static ToolRun Run(string command, params string[] args) =>
        ToolRun.Here([command, "--model", Files.Model, "--text", Files.TextFile, "--calibration", Files.TextFile, .. args]);
}
