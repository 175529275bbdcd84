using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class BaselineRunTests
{
    private const string Sample = "The first story is short.|| |It is followed by another, which is somewhat longer and goes on for a while.||Ends – é €.";

    private readonly LanguageModel _base = SmallModel.Create(1), _modified = SmallModel.Create(2);

    [TestMethod]
    [DataRow("documents:9")]
    [DataRow("windows:200,stride=7")]
    [DataRow("chunks:16")]
    public void A_base_run_once_gives_the_bits_of_a_base_run_each_time(string protocol)
    {
        var text = Split(protocol);
        var run = BaselineRun.Measure(_base, text);
        Assert.AreEqual(text.Windows.Count, run.KeptWindows);
        Assert.AreEqual(4L * text.Tokens * _base.Decoder.Spec.HiddenSize, run.KeptBytes);
        for (int use = 0; use < 2; use++) Same(Divergence.Measure(_base, _modified, text), Divergence.Measure(run, _modified));
    }

    [TestMethod]
    [DataRow(0L)]
    [DataRow(1L)]
    [DataRow(4000L)]
    public void Windows_beyond_the_budget_are_computed_again_to_the_same_bits(long bytes)
    {
        var text = Split("windows:200,stride=7");
        var run = BaselineRun.Measure(_base, text, byteBudget: bytes);
        Assert.IsLessThanOrEqualTo(bytes, run.KeptBytes);
        Assert.AreEqual(bytes >= 4000, run.KeptWindows > 0);
        Assert.IsLessThan(text.Windows.Count, run.KeptWindows);
        var expected = Divergence.Measure(_base, _modified, text);
        // Batches that are kept whole, in part and not at all.
        foreach (int batch in (int[])[1, 40, 2048]) Same(expected, Divergence.Measure(run, _modified, new() { TokensPerBatch = batch }));
    }

    [TestMethod]
    public void The_perplexity_is_the_one_measured_alone()
    {
        var text = Split("documents:9");
        Same(Perplexity.Measure(_base, text), BaselineRun.Measure(_base, text, byteBudget: 0).Perplexity);
    }

    [TestMethod]
    public void Comparisons_may_run_at_the_same_time()
    {
        var text = Split("windows:200,stride=7");
        var run = BaselineRun.Measure(_base, text, byteBudget: 4000);
        LanguageModel[] models = [_modified, SmallModel.Create(3), SmallModel.Create(4), SmallModel.Create(5)];
        var results = new DivergenceResult[models.Length];
        Parallel.For(0, models.Length, i =>
        {
            using var pool = new WorkerPool(1);
            results[i] = Divergence.Measure(run, models[i], new() { Pool = pool });
        });
        for (int i = 0; i < models.Length; i++) Same(Divergence.Measure(_base, models[i], text), results[i]);
    }

    [TestMethod]
    public void A_base_that_gives_no_numbers_is_refused_when_it_is_run()
    {
        var broken = SmallModel.Create(3, headScale: float.NaN);
        var error = Assert.ThrowsExactly<HemorrhageException>(() => BaselineRun.Measure(broken, Split("documents:9")));
        StringAssert.Contains(error.Message, "small 3: expected log-likelihoods, found NaN in window 0");
    }

    [TestMethod]
    public void A_cancelled_run_stops()
    {
        Assert.ThrowsExactly<OperationCanceledException>(() => BaselineRun.Measure(_base, Split("documents:9"), new() { Cancellation = new(canceled: true) }));
    }

    private static ScoredText Split(string protocol) => Protocol.Parse(protocol).Split(Sample, new LetterTokenizer(), SmallModel.Context, "||");

    private static void Same(DivergenceResult expected, DivergenceResult actual)
    {
        Same(expected.Base, actual.Base);
        Same(expected.Modified, actual.Modified);
        Assert.AreEqual(expected.LnRatio, actual.LnRatio);
        Assert.AreEqual(expected.KlDivergence.Mean, actual.KlDivergence.Mean);
        Assert.AreEqual(expected.KlDivergence.Distribution.Maximum, actual.KlDivergence.Distribution.Maximum);
        Assert.AreEqual(expected.DeltaP.Rms, actual.DeltaP.Rms);
        Assert.AreEqual(expected.SameTop, actual.SameTop);
        Assert.AreEqual(expected.Correlation, actual.Correlation);
    }

    private static void Same(PerplexityResult expected, PerplexityResult actual)
    {
        Assert.AreEqual(expected.Nll, actual.Nll);
        Assert.AreEqual(expected.Fingerprint, actual.Fingerprint);
        CollectionAssert.AreEqual(expected.WindowNll.ToArray(), actual.WindowNll.ToArray());
    }
}
