using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

[TestClass]
public sealed class RefusalTests
{
    private static readonly DegradationPoint[] s_rising = [.. Enumerable.Range(1, 8).Select(i => new DegradationPoint(i / 10.0, 2 + Math.Pow(i / 10.0, 4)))];

    [TestMethod]
    public void Five_strengths_are_too_few_however_often_they_repeat()
        => Refused(new("m", "sparsity", [.. s_rising.Take(5), .. s_rising.Take(5)]), "a fit needs at least 6 different strengths, found 5");

    [TestMethod]
    public void Protocols_are_not_mixed()
        => Refused(new("m", "sparsity", s_rising, null, ["windows:1000", "chunks:512"]), "the points were measured under different protocols (windows:1000, chunks:512), whose perplexities do not compare");

    [TestMethod]
    public void A_fall_beyond_the_errors_is_no_degradation()
        => Refused(new("m", "sparsity", s_rising.Select((point, i) => new DegradationPoint(point.Strength, i == 3 ? 2.3 : point.LnPerplexity, .002))),
            "perplexity falls beyond the noise, from 9.97418 at strength 0.4 to 7.86561 at 0.5; a fit needs a curve that rises");

    [TestMethod]
    public void A_curve_that_falls_throughout_is_no_degradation()
        => Refused(new("m", "sparsity", s_rising.Select(point => point with { LnPerplexity = -point.LnPerplexity })), "perplexity falls beyond the noise");

    [TestMethod]
    public void A_fall_within_the_errors_is_noise()
    {
        var curve = new DegradationCurve("m", "sparsity", s_rising.Select((point, i) => new DegradationPoint(point.Strength, i == 3 ? 2.12 : point.LnPerplexity, .03)));
        Assert.AreNotEqual(FitVerdict.Refused, PhaseTransitionFit.Robust(curve).Verdict);
    }

    private static void Refused(DegradationCurve curve, string reason)
    {
        foreach (var fit in new[] { PhaseTransitionFit.Robust(curve), PhaseTransitionFit.Paper(curve, PaperPreset.Find("unstructured")!) })
        {
            Assert.AreEqual(FitVerdict.Refused, fit.Verdict);
            StringAssert.StartsWith(fit.Reason, reason);
            Assert.IsTrue(double.IsNaN(fit.S0) && double.IsNaN(fit.LnPerplexityAt(.5)));
        }
    }
}
