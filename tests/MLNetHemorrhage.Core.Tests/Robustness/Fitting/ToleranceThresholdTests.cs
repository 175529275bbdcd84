using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

[TestClass]
public sealed class ToleranceThresholdTests
{
    [TestMethod]
    public void The_crossing_is_interpolated_between_points()
    {
        var threshold = ToleranceThreshold.Find(Line(0, .01, .03, .09), .06);
        Assert.AreEqual(.35, threshold.STol, 1e-12);
        Assert.IsTrue(threshold.Reached);
    }

    [TestMethod]
    public void Before_the_first_point_the_curve_comes_from_the_base_model()
        => Assert.AreEqual(.05, ToleranceThreshold.Find(Line(.1, .2, .3), .05).STol, 1e-12);

    [TestMethod]
    public void A_tolerance_that_is_not_reached_has_the_last_strength_as_lower_bound()
    {
        var threshold = ToleranceThreshold.Find(Line(0, .01, .02, .03), .5);
        Assert.IsFalse(threshold.Reached);
        Assert.AreEqual(.4, threshold.STol);
        Assert.AreEqual(double.PositiveInfinity, threshold.High);
    }

    // Oracle: of all rising values the averages of the dip are nearest, so .2 becomes .05, .05.
    [TestMethod]
    public void A_dip_is_averaged_away()
        => Assert.AreEqual(.3 + .1 * (.1 - .05) / (.25 - .05), ToleranceThreshold.Find(Line(.01, .08, .02, .25), .1).STol, 1e-12);

    [TestMethod]
    public void Without_a_base_model_there_is_no_threshold()
        => Assert.IsTrue(double.IsNaN(ToleranceThreshold.Find(Curves.Of(s => s, 8)).STol));

    // Independent errors around a straight line: the crossing's error is the error of the line there over its slope, known exactly.
    [TestMethod]
    public void The_band_of_standard_errors_holds_the_truth_as_often_as_it_says()
    {
        const double slope = .5, noise = .004, tolerance = .12;
        int held = 0;
        for (ulong seed = 0; seed < 400; seed++)
        {
            var random = new RandomSource(seed);
            var points = Enumerable.Range(1, 8).Select(i => new DegradationPoint(i * .1, slope * i * .1 + noise * random.NextGaussian(), noise));
            var threshold = ToleranceThreshold.Find(new("", "sparsity", points, 0), tolerance, seed);
            Assert.AreEqual(ToleranceBand.StandardErrors, threshold.Band);
            if (threshold.Low <= tolerance / slope && tolerance / slope <= threshold.High) held++;
        }
        Assert.IsTrue(held is >= 364 and <= 395, $"{held} of 400");
    }

    // Windows differ by hundreds of times the effect; drawn together with the base model's, that cancels.
    [TestMethod]
    public void Windows_are_drawn_for_all_strengths_and_the_base_together()
    {
        var random = new RandomSource(3);
        double[] tokens = [.. Enumerable.Range(0, 60).Select(_ => 100.0)], baseNll = [.. tokens.Select(t => t * (3 + random.NextGaussian()))];
        double[][] points = [.. Enumerable.Range(1, 5).Select(i => baseNll.Select(nll => nll + 100 * (.02 * i + .001 * random.NextGaussian())).ToArray())];
        double dense = baseNll.Sum() / tokens.Sum();
        var curve = new DegradationCurve("", "sparsity", points.Select((p, i) => new DegradationPoint(.1 * (i + 1), p.Sum() / tokens.Sum())), dense) { Windows = new(tokens, baseNll, points) };
        var threshold = ToleranceThreshold.Find(curve, .05);
        Assert.AreEqual(ToleranceBand.Windows, threshold.Band);
        Assert.AreEqual(.25, threshold.STol, .01);
        Assert.IsLessThan(.01, threshold.High - threshold.Low);
    }

    private static DegradationCurve Line(params double[] rises) => new("", "sparsity", rises.Select((rise, i) => new DegradationPoint(.1 * (i + 1), 2 + rise)), 2);
}
