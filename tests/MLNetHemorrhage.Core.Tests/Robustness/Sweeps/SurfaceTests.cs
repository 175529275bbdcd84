using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class SurfaceTests
{
    private static readonly SweepResult Result = Sweep.Run(SmallSweep.Plan("prune(magnitude, sparsity=*) + quantize(rtn, bits=*)", "0.1:0.8:0.1", "8,4,2"));

    private static SweepSurface Surface => Result.Surface!;

    [TestMethod]
    public void Both_steps_are_measured_together_and_alone()
    {
        Assert.HasCount(9 * 4 - 1, Result.Points);
        CollectionAssert.AreEqual(new double[] { 16, 8, 4, 2 }, Surface.SecondValues.ToArray());
        CollectionAssert.AreEqual(new[] { 0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8 }, Surface.FirstValues.ToArray());
        Assert.AreEqual("prune(magnitude, sparsity=0.3) + quantize(rtn, bits=4)", Surface[0.3, 4]!.Recipe.ToString());
        Assert.AreEqual("prune(magnitude, sparsity=0.3)", Surface[0.3, 16]!.Recipe.ToString());
        Assert.AreEqual("quantize(rtn, bits=4)", Surface[0, 4]!.Recipe.ToString());
        Assert.IsNull(Surface[0, 16]);
        Assert.IsNull(Result.Curve);
    }

    [TestMethod]
    public void Interactions_are_what_the_steps_lose_beyond_their_sum()
    {
        Assert.HasCount(8 * 3, Surface.Interactions);
        foreach (var interaction in Surface.Interactions)
        {
            double both = Surface[interaction.First, interaction.Second]!.LnRatio.Value;
            double alone = Surface[interaction.First, 16]!.LnRatio.Value + Surface[0, interaction.Second]!.LnRatio.Value;
            Assert.AreEqual(both - alone, interaction.LnRatio.Value, 1e-12);
            Assert.IsGreaterThan(0.0, interaction.LnRatio.StandardError);
        }
    }

    [TestMethod]
    public void The_line_has_the_fit_of_every_slice()
    {
        CollectionAssert.AreEqual(new double[] { 16, 8, 4, 2 }, Surface.TransitionLine.Select(p => p.Second).ToArray());
        var alone = Sweep.Run(SmallSweep.Plan("prune(magnitude, sparsity=*)", "0.1:0.8:0.1"));
        Assert.AreEqual(alone.Transition!.S0, Surface.TransitionLine[0].Transition.S0);
        Assert.AreEqual(alone.Tolerance, Surface.TransitionLine[0].Tolerance);
        var fixedBits = Sweep.Run(SmallSweep.Plan("prune(magnitude, sparsity=*) + quantize(rtn, bits=2)", "0.1:0.8:0.1"));
        Assert.AreEqual(fixedBits.Transition!.S0, Surface.TransitionLine[3].Transition.S0);
        // A second step that loses more than the tolerance leaves nothing.
        bool exceeds = Surface[0, 2]!.LnRatio.Value > Result.ToleranceLn;
        Assert.AreEqual(exceeds, Surface.TransitionLine[3].Tolerance is null);
    }

    [TestMethod]
    public void The_trade_off_has_exactly_the_points_that_nothing_beats()
    {
        var best = Result.Points.Where(p => !Result.Points.Any(q =>
            q.Size.Bytes <= p.Size.Bytes && q.LnRatio.Value <= p.LnRatio.Value && (q.Size.Bytes < p.Size.Bytes || q.LnRatio.Value < p.LnRatio.Value)));
        CollectionAssert.AreEqual(best.OrderByDescending(p => p.Size.Bytes).ToArray(), Surface.TradeOff.ToArray());
    }
}
