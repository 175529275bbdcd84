using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

[TestClass]
public sealed class RobustFitTests
{
    // The global optima of the published points, found once by a search without boxes in another program.
    [TestMethod]
    [DataRow("sparsegpt(ptb)", .529)]
    [DataRow("wanda", .551)]
    [DataRow("RIA", .522)]
    [DataRow("w.DSnoT", .5605)]
    [DataRow("s.DSnoT", .5545)]
    [DataRow("admm", .5815)]
    [DataRow("sparsegpt_owl", .5305)]
    [DataRow("wanda_owl", .5825)]
    public void The_global_optimum_of_published_points_is_found(string method, double s0)
    {
        var fit = PhaseTransitionFit.Robust(PaperData.Points("fig3", method));
        Assert.AreEqual(s0, fit.S0, 2.5e-3);
        Assert.IsTrue(fit.Low <= fit.S0 && fit.S0 <= fit.High);
    }

    [TestMethod]
    public void A_curve_without_noise_gives_its_parameters_back()
    {
        var truth = PaperData.Published("wanda");
        var fit = PhaseTransitionFit.Robust(Curves.Of(truth.LnPerplexityAt, 15));
        Assert.AreEqual(FitVerdict.Transition, fit.Verdict, fit.Reason);
        Assert.AreEqual(truth.S0, fit.S0, 1e-5);
        Assert.AreEqual(truth.A, fit.A, 1e-3);
        Assert.AreEqual(truth.B, fit.B, 1e-4);
        Assert.AreEqual(truth.K2, fit.K2, 1e-1);
    }

    [TestMethod]
    public void Scaling_every_perplexity_scales_A_alone()
    {
        var truth = PaperData.Published("admm");
        var fit = PhaseTransitionFit.Robust(Curves.Of(truth.LnPerplexityAt, 12, .05));
        var scaled = PhaseTransitionFit.Robust(Curves.Of(s => truth.LnPerplexityAt(s) + Math.Log(1000), 12, .05));
        Assert.AreEqual(fit.S0, scaled.S0, 1e-6);
        Assert.AreEqual(fit.Low, scaled.Low, 1e-6);
        Assert.AreEqual(fit.High, scaled.High, 1e-6);
        Assert.AreEqual(fit.A * 1000, scaled.A, fit.A * .01);
    }

    [TestMethod]
    public void Strengths_of_bits_and_ranks_have_their_own_range()
    {
        double[] bits = [8, 7, 6, 5, 4, 3, 2];
        var points = bits.Select(b => 1 - b / 16).Select(s => new DegradationPoint(s, 2 + .05 * Math.Log(s) + (s > .76 ? 20 * (s - .76) : 0)));
        var fit = PhaseTransitionFit.Robust(new("rtn", "bits", points));
        Assert.AreEqual(FitVerdict.Transition, fit.Verdict, fit.Reason);
        // Two points are right of it: many places between 4 and 3 bits fit as well.
        Assert.IsTrue(fit.S0 is >= .75 and <= .8125, fit.ToString());
    }

    [TestMethod]
    public void The_anchored_form_finds_its_own_parameters()
    {
        double Law(double s) => Math.Log(5.1) + Math.Log(1 + 2 * Math.Pow(Math.Min(s, .5), 3)) + 12 * Math.Max(0, s - .5);
        var curve = Curves.Of(Law, 15);
        var best = new AnchoredFit(curve.Points, [.. curve.Points.Select(_ => 1.0)], Math.Log(5.1), quadratic: false).Best();
        Assert.AreEqual(.5, best.S0, .005);
        Assert.AreEqual(3, best.B, .1);
        Assert.IsLessThan(1e-4, best.SquaredError);
    }

    [TestMethod]
    public void Equal_errors_change_nothing()
    {
        var truth = PaperData.Published("s.DSnoT");
        var curve = Curves.Of(truth.LnPerplexityAt, 10, .05);
        var weighted = new DegradationCurve("", "sparsity", curve.Points.Select(point => point with { StandardError = .03 }));
        var fit = PhaseTransitionFit.Robust(curve);
        var other = PhaseTransitionFit.Robust(weighted);
        Assert.AreEqual(fit.S0, other.S0, 1e-6);
        Assert.AreEqual(fit.Low, other.Low, 1e-6);
    }

    [TestMethod]
    public void A_point_with_a_large_error_counts_little()
    {
        var truth = PaperData.Published("wanda");
        var curve = Curves.Of(truth.LnPerplexityAt, 15);
        var spoilt = new DegradationCurve("", "sparsity", curve.Points.Select((point, i) => i == 6 ? point with { LnPerplexity = point.LnPerplexity + .4, StandardError = 4 } : point with { StandardError = .001 }));
        Assert.AreEqual(truth.S0, PhaseTransitionFit.Robust(spoilt).S0, .01);
    }

    [TestMethod]
    public void The_same_seed_gives_the_same_bits()
    {
        var curve = Curves.Of(PaperData.Published("RIA").LnPerplexityAt, 9, .1);
        Assert.AreEqual(PhaseTransitionFit.Robust(curve) with { ActiveBounds = [] }, PhaseTransitionFit.Robust(curve) with { ActiveBounds = [] });
    }
}
