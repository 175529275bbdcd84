using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

/// <summary>A small form of the coverage study, whose bands a wrong cutoff would miss.</summary>
[TestClass]
public sealed class SimulationTests
{
    private const int Curves200 = 200;

    // Of 200 intervals at 95 %, fewer than 178 or more than 198 have a chance below 1 in 1,000.
    [TestMethod]
    public void The_interval_holds_the_true_transition_as_often_as_it_says()
    {
        var truth = PaperData.Published("sparsegpt(ptb)");
        int held = 0;
        for (ulong seed = 0; seed < Curves200; seed++)
        {
            var fit = PhaseTransitionFit.Robust(Curves.Of(truth.LnPerplexityAt, 8, .02, seed: seed), new() { Seed = seed });
            if (fit.Low <= truth.S0 && truth.S0 <= fit.High) held++;
        }
        Assert.IsTrue(held is >= 178 and <= 198, $"{held} of {Curves200}");
    }

    // At a level of 2 %, more than 12 of 200 false verdicts have a chance below 1 in 1,000.
    [TestMethod]
    public void A_smooth_curve_seldom_has_a_transition()
    {
        int found = 0;
        for (ulong seed = 0; seed < Curves200; seed++)
        {
            if (PhaseTransitionFit.Robust(Curves.Of(s => 1.6 + 5 * s * s, 10, .05, seed: seed), new() { Seed = seed }).Verdict == FitVerdict.Transition) found++;
        }
        Assert.IsLessThanOrEqualTo(12, found);
    }
}
