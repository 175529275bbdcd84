namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class ErrorTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void A_missing_model_column_says_what_makes_one()
    {
        var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _story.Steps.Prune().Append(_story.Steps.ScoreText()).Fit(_story.Data));
        Assert.AreEqual("inputSchema", error.ParamName);
        StringAssert.StartsWith(error.Message, "Could not find input column 'Model'", StringComparison.Ordinal);
        StringAssert.Contains(error.Message, "LoadLanguageModel", StringComparison.Ordinal);
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => _story.Steps.ScoreText().Fit(_story.Data)).Message, "Could not find input column 'Model'", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_column_without_a_model_is_told_from_one_with_a_model()
    {
        var pipeline = _story.Context.Transforms.CopyColumns("Model", "Text").Append(_story.Steps.ScoreText());
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => pipeline.Fit(_story.Data)).Message, "Schema mismatch for input column 'Model': expected a language model", StringComparison.Ordinal);
    }

    [TestMethod]
    public void A_missing_text_column_reads_as_in_ML_NET()
    {
        foreach (var step in (IEstimator<ITransformer>[])[_story.Steps.Prune(calibrationColumnName: "Story"), _story.Steps.ScoreText(inputColumnName: "Story")])
        {
            var error = Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Loading.Append(step).Fit(_story.Data));
            Assert.AreEqual("inputSchema", error.ParamName);
            StringAssert.StartsWith(error.Message, "Could not find input column 'Story'", StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void A_text_column_of_another_type_reads_as_in_ML_NET()
    {
        foreach (var step in (IEstimator<ITransformer>[])[_story.Steps.Prune(calibrationColumnName: "Number"), _story.Steps.ScoreText(inputColumnName: "Number")])
        {
            const string Expected = "Schema mismatch for input column 'Number': expected String, got Single";
            StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => Loading.Append(step).Fit(_story.Data)).Message, Expected, StringComparison.Ordinal);
            StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => step.Fit(Loading.Fit(_story.Data).Transform(_story.Data))).Message, Expected, StringComparison.Ordinal);
        }
    }

    [TestMethod]
    public void Steps_without_calibration_need_no_text_column() =>
        Loading.Append(_story.Steps.Quantize(calibrationColumnName: "Nothing")).Append(_story.Steps.Prune(calibrationColumnName: "Nothing", method: PruningMethod.Magnitude)).Fit(_story.Data);

    [TestMethod]
    public void Calibration_without_text_says_how_many_rows_were_read()
    {
        var empty = _story.Context.Data.LoadFromEnumerable(new Document[] { new(), new() { Text = " " } });
        var error = Assert.ThrowsExactly<HemorrhageException>(() => Loading.Append(_story.Steps.Prune()).Fit(empty));
        Assert.AreEqual("calibration column 'Text': expected at least one row with text, found none in 2 rows", error.Message);
    }

    [TestMethod]
    public void Wrong_arguments_fail_when_the_step_is_made()
    {
        var steps = _story.Steps;
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => steps.Prune(sparsity: 1.5)).Message, "prune(wanda): sparsity must be at least 0 and below 1, found 1.5", StringComparison.Ordinal);
        Assert.ThrowsExactly<ArgumentException>(() => steps.Prune(sparsity: double.NaN));
        Assert.ThrowsExactly<ArgumentException>(() => steps.Quantize(bits: 1));
        Assert.ThrowsExactly<ArgumentException>(() => steps.Quantize(group: -1));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => steps.Prune(method: (PruningMethod)99));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => steps.Quantize(method: (QuantizationMethod)99));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => steps.Prune(new PruneEstimator.Options { CalibrationRows = 0 }));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => steps.Prune(new PruneEstimator.Options { Threads = -1 }));
        Assert.ThrowsExactly<ArgumentException>(() => steps.Prune(modelColumnName: ""));
        Assert.ThrowsExactly<ArgumentException>(() => steps.ScoreText(outputColumnName: ""));
        Assert.ThrowsExactly<ArgumentOutOfRangeException>(() => steps.ScoreText(new ScoreTextEstimator.Options { EmbedLimitBytes = -1 }));
        Assert.ThrowsExactly<FileNotFoundException>(() => steps.LoadLanguageModel(path: _story.File("nothing")));
        StringAssert.StartsWith(Assert.ThrowsExactly<ArgumentException>(() => steps.Apply("Model", "Text", "prune(")).Message, "recipe, position 7", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Options_changed_later_change_nothing()
    {
        var options = new PruneEstimator.Options();
        var step = _story.Steps.Prune(options);
        options.ModelColumnName = "Other";
        Loading.Append(step).Fit(_story.Data);
    }

    [TestMethod]
    public void Cancellation_stops_fitting_and_scoring()
    {
        using var cancellation = new CancellationTokenSource();
        var model = Loading.Append(_story.Steps.ScoreText(new ScoreTextEstimator.Options { CancellationToken = cancellation.Token })).Fit(_story.Data);
        var rows = _story.Context.Data.CreateEnumerable<Scored>(model.Transform(_story.Data), false).GetEnumerator();
        Assert.IsTrue(rows.MoveNext());
        _story.Context.Log += (_, e) => { if (e.RawMessage.Contains("block 1 of 2", StringComparison.Ordinal)) cancellation.Cancel(); };
        Assert.Throws<OperationCanceledException>(() => Loading.Append(_story.Steps.Prune(new PruneEstimator.Options { CancellationToken = cancellation.Token })).Fit(_story.Data));
        Assert.IsFalse(_story.Log.Any(e => e.RawMessage.Contains("block 2 of 2", StringComparison.Ordinal)));
        Assert.Throws<OperationCanceledException>(() => rows.MoveNext());
    }

    private LoadLanguageModelEstimator Loading => _story.Steps.LoadLanguageModel(path: _story.ModelPath);
}
