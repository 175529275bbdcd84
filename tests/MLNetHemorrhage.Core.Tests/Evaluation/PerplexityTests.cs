using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Numerics;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class PerplexityTests
{
    private static readonly string Sample = string.Join("||", Enumerable.Range(1, 12).Select(i => $"Story {i} is {i * i} words long, or so."));

    [TestMethod]
    public void A_model_that_knows_nothing_has_the_perplexity_of_its_vocabulary()
    {
        var result = Measure(SmallModel.Create(1, headScale: 0), "documents:9");
        Assert.AreEqual(258, result.Perplexity.Value, 1e-3);
        Assert.AreEqual(0, result.Perplexity.StandardError, 1e-3);
        // Every token is one byte.
        Assert.AreEqual(Math.Log2(258), result.BitsPerByte.Value, 1e-5);
        Assert.AreEqual(result.Tokens, result.Bytes);
    }

    [TestMethod]
    public void A_perplexity_beyond_double_precision_is_infinite()
    {
        var result = Measure(SmallModel.Create(1, headScale: 1e5f), "documents:9");
        Assert.IsTrue(double.IsFinite(result.Nll.Value));
        Assert.AreEqual(new Estimate(double.PositiveInfinity, double.PositiveInfinity), result.Perplexity);
    }

    [TestMethod]
    public void Pairing_makes_the_error_of_a_ratio_smaller()
    {
        PerplexityResult baseline = Measure(SmallModel.Create(1), "documents:12"), modified = Measure(SmallModel.Create(1, headScale: 1.1f), "documents:12");
        var ratio = modified.LnRatioTo(baseline);
        Assert.AreEqual(modified.Nll.Value - baseline.Nll.Value, ratio.Value, 1e-12);
        Assert.IsLessThan(0.5 * Math.Sqrt(Math.Pow(modified.Nll.StandardError, 2) + Math.Pow(baseline.Nll.StandardError, 2)), ratio.StandardError);
        Assert.AreEqual(-ratio.Value, baseline.LnRatioTo(modified).Value, 1e-15);
    }

    [TestMethod]
    public void Numbers_of_different_measurements_refuse_to_be_compared()
    {
        var model = SmallModel.Create(1);
        var documents = Measure(model, "documents:5");
        StringAssert.Contains(Error(() => Measure(model, "documents:6").LnRatioTo(documents)), "documents:5,context=24,bos=true and documents:6,context=24,bos=true");
        StringAssert.Contains(Error(() => Measure(SmallModel.Create(1, context: 16), "documents:5").LnRatioTo(documents)), "context=16");
        var otherText = Perplexity.Measure(model, Sample.Replace('o', 'u'), Protocol.Parse("documents:5"), "||");
        StringAssert.Contains(Error(() => otherText.DifferenceTo(documents)), "same text and tokenization");
    }

    [TestMethod]
    public void Threads_and_batches_do_not_change_a_bit()
    {
        var model = SmallModel.Create(1);
        using WorkerPool one = new(1), three = new(3);
        var expected = Measure(model, "windows:300,stride=5", new() { Pool = one, TokensPerBatch = 1 });
        var actual = Measure(model, "windows:300,stride=5", new() { Pool = three, TokensPerBatch = 100 });
        Assert.AreEqual(expected.Nll, actual.Nll);
    }

    [TestMethod]
    public void Progress_reaches_the_end_and_cancellation_stops()
    {
        var reports = new Reports();
        var result = Measure(SmallModel.Create(1), "documents:9", new() { Progress = reports, TokensPerBatch = 50 });
        Assert.AreEqual(new EvaluationProgress(result.Tokens, result.Tokens), reports.Seen[^1]);
        Assert.IsGreaterThan(2, reports.Seen.Count);
        CollectionAssert.AreEqual(reports.Seen.Select(r => r.Tokens).Order().ToArray(), reports.Seen.Select(r => r.Tokens).ToArray());

        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.ThrowsExactly<OperationCanceledException>(() => Measure(SmallModel.Create(1), "documents:9", new() { Cancellation = source.Token }));
    }

    [TestMethod]
    public void A_model_that_gives_no_numbers_is_refused()
    {
        StringAssert.Contains(Error(() => Measure(SmallModel.Create(7, headScale: float.NaN), "documents:9")), "small 7: expected log-likelihoods, found NaN");
    }

    private static PerplexityResult Measure(LanguageModel model, string protocol, EvaluationOptions? options = null) =>
        Perplexity.Measure(model, Sample, Protocol.Parse(protocol), "||", options);

    private static string Error(Action action) => Assert.ThrowsExactly<HemorrhageException>(action).Message;

    private sealed class Reports : IProgress<EvaluationProgress>
    {
        public List<EvaluationProgress> Seen { get; } = [];

        public void Report(EvaluationProgress value) => Seen.Add(value);
    }
}
