using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class SweepTests
{
    private const string Wanda = "prune(wanda, sparsity=*)", Grid = "0.1:0.7:0.1";

    [TestMethod]
    public void A_point_is_what_its_recipe_costs_by_itself()
    {
        var plan = SmallSweep.Plan(Wanda, "0.7,0.3");
        var sweep = Sweep.Run(plan);
        Assert.AreEqual("prune(wanda, sparsity=0.3) | prune(wanda, sparsity=0.7)", string.Join(" | ", sweep.Points.Select(p => p.Recipe)));
        foreach (var point in sweep.Points)
        {
            var modified = RecipeRunner.Apply(plan.Model, point.Recipe, plan.Calibration);
            var divergence = Divergence.Measure(plan.Model, modified.Model, plan.Text);
            Assert.AreEqual(divergence.Modified.Perplexity, point.Perplexity);
            Assert.AreEqual(divergence.LnRatio, point.LnRatio);
            Assert.AreEqual(divergence.KlDivergence.Mean, point.KlDivergence);
            Assert.AreEqual(divergence.SameTop, point.SameTop);
            Assert.AreEqual(modified.Size, point.Size);
            Assert.AreEqual(modified.TargetedSize, point.TargetedSize);
            CollectionAssert.AreEqual(divergence.Modified.WindowNll.ToArray(), point.WindowNll);
            Assert.AreEqual(divergence.Base.Perplexity, sweep.Base.Perplexity);
        }
    }

    [TestMethod]
    public void Any_number_of_workers_and_threads_gives_the_same_result()
    {
        var plan = SmallSweep.Plan(Wanda, Grid);
        var expected = SmallSweep.Json(Sweep.Run(plan, new() { Workers = 1, Threads = 1 }));
        foreach (var (workers, threads) in new[] { (2, 2), (1, 3), (3, 2), (20, 4), (0, 0) })
            Assert.AreEqual(expected, SmallSweep.Json(Sweep.Run(plan, new() { Workers = workers, Threads = threads })));
    }

    [TestMethod]
    public void The_curve_has_the_points_and_the_windows()
    {
        var sweep = Sweep.Run(SmallSweep.Plan("quantize(rtn, bits=*)", "8,7,6,5,4,3,2"));
        var curve = sweep.Curve!;
        CollectionAssert.AreEqual(new[] { 0.5, 0.5625, 0.625, 0.6875, 0.75, 0.8125, 0.875 }, curve.Points.Select(p => p.Strength).ToArray());
        Assert.AreEqual(sweep.Base.Nll.Value, curve.LnBasePerplexity!.Value, 1e-12);
        foreach (var (point, measured) in curve.Points.Zip(sweep.Points))
        {
            Assert.AreEqual(sweep.Base.Nll.Value + measured.LnRatio.Value, point.LnPerplexity, 1e-12);
            Assert.AreEqual(measured.LnRatio.StandardError, point.StandardError, 1e-12);
        }
        Assert.AreEqual(sweep.Protocol.ToString(), curve.Protocol);
        Assert.AreEqual(6, curve.Windows!.Base.Count);
        Assert.AreNotEqual(FitVerdict.Refused, sweep.Transition!.Verdict, sweep.Transition.Reason);
        Assert.IsGreaterThan(0.0, sweep.Tolerance!.STol);
        Assert.IsNull(sweep.Surface);
    }

    [TestMethod]
    public void A_value_that_changes_nothing_is_no_point() =>
        Assert.HasCount(1, Sweep.Run(SmallSweep.Plan("prune(magnitude, sparsity=*)", "0,0.5")).Points);

    [TestMethod]
    public void What_is_added_to_fixed_steps_is_judged_by_what_these_cost()
    {
        var sweep = Sweep.Run(SmallSweep.Plan("quantize(rtn, bits=4) + prune(magnitude, sparsity=*)", "0.2,0.4"));
        Assert.AreEqual("quantize(rtn, bits=4) | quantize(rtn, bits=4) + prune(magnitude, sparsity=0.2) | quantize(rtn, bits=4) + prune(magnitude, sparsity=0.4)",
            string.Join(" | ", sweep.Points.Select(p => p.Recipe)));
        Assert.HasCount(2, sweep.Curve!.Points);
        Assert.AreEqual(sweep.Base.Nll.Value + sweep.Points[0].LnRatio.Value, sweep.Curve.LnBasePerplexity!.Value, 1e-12);
    }

    [TestMethod]
    [DataRow("grids: expected one for each * of prune(wanda, sparsity=*), 1 in all, found 2", Wanda, "0.1,0.2", "0.1")]
    [DataRow("grid \"0.5,1.5\": prune(wanda): sparsity must be at least 0 and below 1, found 1.5", Wanda, "0.5,1.5")]
    [DataRow("grid \"8:2:-1.5\": quantize(rtn): bits must be between 2 and 8, found 6.5", "prune(magnitude, sparsity=*) + quantize(rtn, bits=*)", "0.1", "8:2:-1.5")]
    public void Grids_that_do_not_fit_are_refused(string message, string steps, params string[] grids) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() => Sweep.Run(SmallSweep.Plan(steps, grids))).Message);

    [TestMethod]
    public void An_error_in_a_point_stops_the_sweep()
    {
        var plan = SmallSweep.Plan(Wanda, Grid) with { Calibration = null };
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Sweep.Run(plan, new() { Workers = 2 }));
        StringAssert.Contains(error.Message, "expected calibration text, found none");
    }

    [TestMethod]
    public void Progress_rises_to_the_end()
    {
        var reports = new List<SweepProgress>();
        Sweep.Run(SmallSweep.Plan(Wanda, Grid), new() { Workers = 2, Progress = new Reports<SweepProgress>(reports.Add) });
        CollectionAssert.AreEqual(reports.Select(r => r.Fraction).Order().ToArray(), reports.Select(r => r.Fraction).ToArray());
        Assert.AreEqual(1, reports[^1].Fraction, 1e-12);
        Assert.AreEqual((7, 7), (reports[^1].Done, reports[^1].Total));
        Assert.IsGreaterThan(20, reports.Count);
    }
}
