using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Prediction;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tests.Models;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class DivergenceTests
{
    private const string Sample = "The first story is short.|| |It is followed by another, which is somewhat longer and goes on for a while.||Ends – é €.";

    [TestMethod]
    public void A_model_does_not_diverge_from_itself()
    {
        var model = SmallModel.Create(1);
        var result = Divergence.Measure(model, SmallModel.Create(1), Sample, Protocol.Parse("documents:9"), "||");
        Assert.AreEqual(new Estimate(0, 0), result.KlDivergence.Mean);
        Assert.AreEqual((0.0, 0.0), (result.KlDivergence.Distribution.Minimum, result.KlDivergence.Distribution.Maximum));
        Assert.AreEqual(new Estimate(0, 0), result.DeltaP.Mean);
        Assert.AreEqual(new Estimate(0, 0), result.DeltaP.Rms);
        Assert.AreEqual(new Estimate(1, 0), result.SameTop);
        Assert.AreEqual(new Estimate(0, 0), result.LnRatio);
        Assert.AreEqual(new Estimate(1, 0), result.Ratio);
        Assert.AreEqual(new Estimate(0, 0), result.Difference);
        Assert.AreEqual(1, result.Correlation, 1e-15);
    }

    [TestMethod]
    [DataRow("documents:9")]
    [DataRow("windows:200,stride=7")]
    [DataRow("chunks:16")]
    public void Every_token_agrees_with_brute_force(string protocol)
    {
        LanguageModel baseline = SmallModel.Create(1), modified = SmallModel.Create(2);
        var text = Split(protocol);
        var tokens = Divergence.Tokens(baseline, modified, text);
        int token = 0;
        foreach (var window in text.Windows)
        {
            var batch = new TokenBatch([window.Ids]);
            Matrix a = Run.Logits(baseline.Decoder, batch, WorkerPool.Shared), b = Run.Logits(modified.Decoder, batch, WorkerPool.Shared);
            for (int t = window.FirstScored; t < window.Ids.Length; t++, token++)
            {
                double[] p = Softmax(a.Row(t - 1)), q = Softmax(b.Row(t - 1));
                int target = window.Ids[t];
                Assert.AreEqual(-Math.Log(p[target]), tokens.BaseNll[token], 1e-12);
                Assert.AreEqual(-Math.Log(q[target]), tokens.ModifiedNll[token], 1e-12);
                Assert.AreEqual(p.Zip(q, (x, y) => x * Math.Log(x / y)).Sum(), tokens.KlDivergence[token], 1e-12);
                Assert.AreEqual(q[target] - p[target], tokens.DeltaProbability[token], 1e-12);
                Assert.AreEqual(Array.IndexOf(p, p.Max()) == Array.IndexOf(q, q.Max()) ? 1 : 0, tokens.SameTop[token]);
                Top(p, target, tokens.BaseTop[token]);
                Top(q, target, tokens.ModifiedTop[token]);
            }
        }
        Assert.AreEqual(text.Tokens, token);
    }

    private static void Top(double[] probabilities, int target, TopPrediction actual)
    {
        Assert.AreEqual(probabilities.Max(), actual.Confidence, 1e-12);
        Assert.AreEqual(Array.IndexOf(probabilities, probabilities.Max()) == target, actual.Right);
    }

    [TestMethod]
    public void Threads_and_batches_do_not_change_a_bit()
    {
        LanguageModel baseline = SmallModel.Create(1), modified = SmallModel.Create(2);
        var text = Split("windows:200");
        using WorkerPool one = new(1), three = new(3);
        var expected = Divergence.Tokens(baseline, modified, text, new() { Pool = one, TokensPerBatch = 1 });
        var actual = Divergence.Tokens(baseline, modified, text, new() { Pool = three });
        CollectionAssert.AreEqual(expected.BaseNll, actual.BaseNll);
        CollectionAssert.AreEqual(expected.ModifiedNll, actual.ModifiedNll);
        CollectionAssert.AreEqual(expected.KlDivergence, actual.KlDivergence);
    }

    [TestMethod]
    public void Perplexities_are_those_measured_alone()
    {
        LanguageModel baseline = SmallModel.Create(1), modified = SmallModel.Create(2);
        var text = Split("chunks:16");
        var result = Divergence.Measure(baseline, modified, text);
        Same(Perplexity.Measure(baseline, text), result.Base);
        Same(Perplexity.Measure(modified, text), result.Modified);
        Assert.AreEqual(Math.Log(result.Modified.Perplexity.Value / result.Base.Perplexity.Value), result.LnRatio.Value, 1e-12);
        Assert.AreEqual(result.Modified.Perplexity.Value - result.Base.Perplexity.Value, result.Difference.Value, 1e-9);

        static void Same(PerplexityResult expected, PerplexityResult actual)
        {
            Assert.AreEqual(expected.Nll, actual.Nll);
            Assert.AreEqual(expected.BitsPerByte, actual.BitsPerByte);
            CollectionAssert.AreEqual(expected.WindowNll.ToArray(), actual.WindowNll.ToArray());
        }
    }

    [TestMethod]
    public void Order_of_windows_does_not_change_a_statistic()
    {
        LanguageModel baseline = SmallModel.Create(1), modified = SmallModel.Create(2);
        var text = Split("documents:9");
        var forward = Divergence.Measure(baseline, modified, text);
        var backward = Divergence.Measure(baseline, modified, new ScoredText(text.Protocol, [.. text.Windows.Reverse()]));
        foreach (var (f, b) in new[] { (forward.LnRatio, backward.LnRatio), (forward.KlDivergence.Mean, backward.KlDivergence.Mean),
            (forward.DeltaP.Rms, backward.DeltaP.Rms), (forward.SameTop, backward.SameTop), (forward.Difference, backward.Difference) })
        {
            Assert.AreEqual(1, f.Value / b.Value, 1e-12);
            Assert.AreEqual(1, f.StandardError / b.StandardError, 1e-9);
        }
        CollectionAssert.AreEqual(forward.KlDivergence.Distribution.Percentiles.ToArray(), backward.KlDivergence.Distribution.Percentiles.ToArray());
    }

    [TestMethod]
    public void Models_that_do_not_share_a_vocabulary_are_refused()
    {
        LanguageModel model = SmallModel.Create(1), wide = SmallModel.Create(1, vocabulary: 300), narrow = SmallModel.Create(1, context: 8);
        StringAssert.Contains(Error(() => Divergence.Measure(model, wide, Split("documents:9"))), "vocabulary of 258 tokens, found 300");
        StringAssert.Contains(Error(() => Divergence.Measure(model, narrow, Split("documents:9"))), "context of 8 tokens, found 24");
    }

    [TestMethod]
    public void A_model_that_gives_no_numbers_is_refused_by_name_and_window()
    {
        LanguageModel model = SmallModel.Create(1), broken = SmallModel.Create(2, headScale: float.NaN);
        StringAssert.Contains(Error(() => Divergence.Measure(model, broken, Split("documents:9"))), "small 2: expected log-likelihoods, found NaN in window 0");
    }

    private static string Error(Action action) => Assert.ThrowsExactly<HemorrhageException>(action).Message;

    private static ScoredText Split(string protocol) => Protocol.Parse(protocol).Split(Sample, new LetterTokenizer(), SmallModel.Context, "||");

    private static double[] Softmax(Span<float> logits)
    {
        var values = logits.ToArray();
        double maximum = values.Max();
        double sum = values.Sum(x => Math.Exp(x - maximum));
        return [.. values.Select(x => Math.Exp(x - maximum) / sum)];
    }
}
