using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

[TestClass]
public sealed class PaperFitTests
{
    // The files give s and s0 with six decimals and perplexities with six digits: beyond that rounding, 1e-6 of ln perplexity.
    [TestMethod]
    [DataRow("fig2")]
    [DataRow("fig3")]
    [DataRow("figb1")]
    public void Published_parameters_give_the_published_curves(string figure)
    {
        foreach (var (method, strength, perplexity) in PaperData.Fitted(figure))
        {
            var law = PaperData.Published(method);
            double strengthRounding = law.LnPerplexityAt(strength + .5e-6) - law.LnPerplexityAt(strength - .5e-6);
            double perplexityRounding = .5 * Math.Pow(10, Math.Floor(Math.Log10(perplexity)) - 5) / perplexity;
            double difference = Math.Abs(law.LnPerplexityAt(strength) - Math.Log(perplexity));
            Assert.IsLessThan(1e-6 + strengthRounding + perplexityRounding, difference, $"{method} at {strength}");
        }
    }

    [TestMethod]
    [DataRow("sparsegpt(ptb)")]
    [DataRow("wanda")]
    [DataRow("RIA")]
    [DataRow("w.DSnoT")]
    [DataRow("s.DSnoT")]
    [DataRow("admm")]
    [DataRow("sparsegpt_owl")]
    [DataRow("wanda_owl")]
    public void Presets_return_the_published_transition_of_unstructured_methods(string method)
        => Assert.AreEqual(PaperData.Published(method).S0, Fit("fig3", method).S0, 1e-3);

    [TestMethod]
    [DataRow("fig2", "LLM_Pruner w/o")]
    [DataRow("fig2", "LLM_Pruner")]
    [DataRow("fig2", "FLAP(WIFV)")]
    [DataRow("fig2", "SLEB")]
    [DataRow("fig2", "slicegpt w/o")]
    [DataRow("fig2", "slicegpt")]
    [DataRow("figb1", "ASVD (Wikitext2 PPL)")]
    [DataRow("figb1", "SVD-LLM (Wikitext2 PPL (sequence=512))")]
    public void Presets_come_near_the_published_transition_of_the_others(string figure, string method)
        => Assert.AreEqual(PaperData.Published(method).S0, Fit(figure, method).S0, .02);

    [TestMethod]
    public void Bounds_that_decided_are_named()
    {
        CollectionAssert.AreEqual(new[] { "A<=15", "s0<=0.33" }, Fit("fig2", "LLM_Pruner").ActiveBounds.ToArray());
        Assert.IsEmpty(Fit("fig2", "slicegpt").ActiveBounds);
    }

    private static PhaseTransition Fit(string figure, string method)
    {
        var fit = PhaseTransitionFit.Paper(PaperData.Points(figure, method), PaperPreset.Find(method)!);
        Assert.AreEqual(FitVerdict.Transition, fit.Verdict, fit.Reason);
        return fit;
    }
}
