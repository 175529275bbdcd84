using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using Microsoft.ML.Runtime;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class EvaluateTests : IDisposable
{
    private static readonly string[] Texts = ["the cat sat on a mat", "a dog", "why not|stay", "one more of the many stories that are told"];

    private readonly Story _story = new();
    private readonly LanguageModel _baseline, _modified;

    public EvaluateTests()
    {
        _baseline = LanguageModel.Load(_story.ModelPath);
        _modified = RecipeRunner.Apply(_baseline, Recipe.Parse("quantize(rtn, bits=4, group=32)")).Model;
    }

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void Numbers_are_those_of_the_engine_on_the_same_documents()
    {
        var expected = Divergence.Measure(_baseline, _modified, string.Join("#", Texts), Protocol.Documents(4), "#");
        var metrics = _story.Steps.Evaluate(Table(Texts));
        Assert.AreEqual(expected.Base.Protocol, metrics.Protocol);
        Assert.AreEqual(expected.Base.Fingerprint, metrics.Divergence.Base.Fingerprint);
        Assert.AreEqual(4, metrics.Windows);
        Assert.AreEqual(expected.Base.Tokens, metrics.Tokens);
        Expect(expected.Base.Perplexity, metrics.BaselinePerplexity, metrics.BaselinePerplexityStandardError);
        Expect(expected.Modified.Perplexity, metrics.ModifiedPerplexity, metrics.ModifiedPerplexityStandardError);
        Expect(expected.LnRatio, metrics.LnRatio, metrics.LnRatioStandardError);
        Expect(expected.Base.BitsPerByte, metrics.BaselineBitsPerByte, metrics.BaselineBitsPerByteStandardError);
        Expect(expected.Modified.BitsPerByte, metrics.ModifiedBitsPerByte, metrics.ModifiedBitsPerByteStandardError);
        Expect(expected.KlDivergence.Mean, metrics.KlDivergence, metrics.KlDivergenceStandardError);
        Assert.AreEqual(expected.KlDivergence.Distribution.Maximum, metrics.MaximumKlDivergence);
        CollectionAssert.AreEqual(expected.KlDivergence.Distribution.Percentiles.ToArray(), metrics.KlDivergencePercentiles.ToArray());
        Expect(expected.DeltaP.Mean, metrics.DeltaP, metrics.DeltaPStandardError);
        Expect(expected.DeltaP.Rms, metrics.DeltaPRms, metrics.DeltaPRmsStandardError);
        Expect(expected.SameTop, metrics.SameTop, metrics.SameTopStandardError);
        Assert.IsGreaterThan(0, metrics.KlDivergence);
    }

    [TestMethod]
    public void Predictions_are_those_of_the_engine_on_the_same_documents()
    {
        var expected = Divergence.Measure(_baseline, _modified, string.Join("#", Texts), Protocol.Documents(4), "#");
        var metrics = _story.Steps.Evaluate(Table(Texts));
        Expect(expected.TopOneAccuracy.Base, metrics.BaselineAccuracy, metrics.BaselineAccuracyStandardError);
        Expect(expected.TopOneAccuracy.Modified, metrics.ModifiedAccuracy, metrics.ModifiedAccuracyStandardError);
        Expect(expected.TopOneAccuracy.Difference, metrics.AccuracyDifference, metrics.AccuracyDifferenceStandardError);
        Assert.AreEqual(expected.TopOneAccuracy.McNemar.PValue, metrics.McNemarPValue);
        Expect(expected.Calibration.Base.Expected, metrics.BaselineCalibrationError, metrics.BaselineCalibrationErrorStandardError);
        Expect(expected.Calibration.Modified.Expected, metrics.ModifiedCalibrationError, metrics.ModifiedCalibrationErrorStandardError);
        Expect(expected.Calibration.Difference, metrics.CalibrationErrorDifference, metrics.CalibrationErrorDifferenceStandardError);
        Assert.AreNotEqual(metrics.BaselineCalibrationError, metrics.ModifiedCalibrationError);
    }

    [TestMethod]
    public void A_pipeline_keeps_its_baseline_in_a_copy_of_the_model_column()
    {
        var pipeline = _story.Steps.LoadLanguageModel("Model", _story.ModelPath)
            .Append(_story.Context.Transforms.CopyColumns("Baseline", "Model"))
            .AppendCacheCheckpoint(_story.Context)
            .Append(_story.Steps.Quantize(group: 32))
            .Append(_story.Steps.ScoreText());
        var data = pipeline.Fit(_story.Data).Transform(_story.Data);
        var metrics = _story.Steps.Evaluate(data);
        string[] documents = [.. Story.Texts.OfType<string>()];
        var expected = Divergence.Measure(_baseline, _modified, string.Join("#", documents), Protocol.Documents(metrics.Windows + 1), "#");
        Assert.AreEqual(expected.KlDivergence.Mean, new(metrics.KlDivergence, metrics.KlDivergenceStandardError));
        var scored = _story.Rows(data).Where(r => r.ScoreTokenCount > 0).ToArray();
        Assert.AreEqual(scored.Sum(r => r.ScoreTokenCount), metrics.Tokens);
        double nll = scored.Sum(r => r.ScoreNegativeLogLikelihood * r.ScoreTokenCount) / metrics.Tokens;
        Assert.AreEqual(Math.Exp(nll), metrics.ModifiedPerplexity, 1e-5 * metrics.ModifiedPerplexity);
    }

    [TestMethod]
    public void Sizes_are_those_of_the_whole_models()
    {
        var metrics = _story.Steps.Evaluate(Table(Texts));
        Assert.AreEqual(WeightSize.Of(_baseline.Decoder), metrics.BaselineSize);
        Assert.AreEqual(WeightSize.Of(_modified.Decoder), metrics.ModifiedSize);
        Assert.IsLessThan(metrics.BaselineSize.Bytes, metrics.ModifiedSize.Bytes);
    }

    [TestMethod]
    public void A_model_loses_nothing_to_itself()
    {
        var metrics = _story.Steps.Evaluate(Table(Texts, _baseline));
        Assert.AreEqual(0, metrics.LnRatio);
        Assert.AreEqual(0, metrics.KlDivergence);
        Assert.AreEqual(0, metrics.DeltaPRms);
        Assert.AreEqual(1, metrics.SameTop);
        Assert.AreEqual(0, metrics.AccuracyDifference);
        Assert.AreEqual(1, metrics.McNemarPValue);
        Assert.AreEqual(0, metrics.CalibrationErrorDifference);
    }

    [TestMethod]
    public void Rows_without_text_are_skipped_and_the_log_says_so()
    {
        var data = Table([null, .. Texts, "", " \n"]);
        _story.Log.Clear();
        var metrics = _story.Steps.Evaluate(data);
        string[] messages = [.. _story.Log.Where(e => e.Kind == ChannelMessageKind.Info).Select(e => $"{e.Source}: {e.RawMessage}")];
        Assert.AreEqual(_story.Steps.Evaluate(Table(Texts)).Divergence.Base.Fingerprint, metrics.Divergence.Base.Fingerprint);
        Assert.AreEqual($"Hemorrhage; Evaluate: Read 7 rows of column 'Text', 3 of them without text: {metrics.Tokens} tokens to score under {metrics.Protocol}.", messages[0]);
        Assert.AreEqual($"Hemorrhage; Evaluate: {metrics.Tokens} of {metrics.Tokens} tokens scored.", messages[1]);
    }

    [TestMethod]
    public void A_protocol_says_what_is_scored()
    {
        var two = _story.Steps.Evaluate(Table(Texts), protocol: Protocol.Documents(2));
        Assert.AreEqual(_story.Steps.Evaluate(Table(Texts[..2])).KlDivergence, two.KlDivergence);
        var windows = Protocol.Windows(1000, context: 16);
        var expected = Divergence.Measure(_baseline, _modified, string.Join("\n\n", Texts), windows);
        Assert.AreEqual(expected.KlDivergence.Mean.Value, _story.Steps.Evaluate(Table(Texts), protocol: windows).KlDivergence);
    }

    [TestMethod]
    public void Columns_that_do_not_fit_are_refused()
    {
        var data = Table(Texts);
        Refused("Could not find input column 'Story' (Parameter 'inputSchema')", () => _story.Steps.Evaluate(data, "Story"));
        Refused("Schema mismatch for input column 'Number': expected String, got Single (Parameter 'inputSchema')", () => _story.Steps.Evaluate(data, "Number"));
        Refused("Could not find input column 'Base'", () => _story.Steps.Evaluate(data, baselineModelColumnName: "Base"));
        Refused("expected a language model", () => _story.Steps.Evaluate(data, modifiedModelColumnName: "Text"));
    }

    [TestMethod]
    public void No_text_is_an_error_and_an_evaluation_can_be_stopped()
    {
        foreach (var texts in new string?[][] { [], [null, " "] })
            StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => _story.Steps.Evaluate(Table(texts))).Message, "expected at least two tokens, found 0");
        Assert.ThrowsExactly<OperationCanceledException>(() =>
            _story.Steps.Evaluate(Table(Texts), options: new() { Cancellation = new(canceled: true) }));
    }

    private IDataView Table(string?[] texts, LanguageModel? modified = null)
    {
        var data = _story.Context.Data.LoadFromEnumerable(texts.Select(t => new Document { Text = t }).ToList());
        return _story.Steps.UseLanguageModel("Baseline", _baseline).Append(_story.Steps.UseLanguageModel("Model", modified ?? _modified)).Fit(data).Transform(data);
    }

    private static void Refused(string message, Action action) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(action).Message, message);

    private static void Expect(Estimate expected, double value, double error) => Assert.AreEqual(expected, new(value, error));
}
