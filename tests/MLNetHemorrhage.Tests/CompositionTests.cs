namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class CompositionTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void Built_in_steps_may_stand_anywhere_between()
    {
        var (context, steps) = (_story.Context, _story.Steps);
        var model = context.Transforms.CustomMapping<Document, Lowered>((d, l) => l.Story = d.Text?.ToLowerInvariant(), null)
            .Append(steps.LoadLanguageModel("Loaded", _story.ModelPath))
            .AppendCacheCheckpoint(context)
            .Append(context.Transforms.CopyColumns("Model", "Loaded"))
            .Append(context.Transforms.DropColumns("Loaded"))
            .Append(steps.Prune(calibrationColumnName: "Story"))
            .AppendCacheCheckpoint(context)
            .Append(steps.Quantize())
            .Append(steps.ScoreText(inputColumnName: "Story"))
            .Append(context.Transforms.DropColumns("Story"))
            .Fit(_story.Data);
        var expected = _story.Rows(_story.Pipeline().Fit(_story.Data).Transform(_story.Data));
        var actual = _story.Rows(model.Transform(_story.Data));
        CollectionAssert.AreEqual(expected.Select(r => r.Bits).ToArray(), actual.Select(r => r.Bits).ToArray());
    }

    [TestMethod]
    public void Filtered_split_and_cached_data_score_as_the_rows_they_are()
    {
        var model = _story.Pipeline().Fit(_story.Data);
        var all = _story.Rows(model.Transform(_story.Data));
        var data = _story.Context.Data;
        AssertRows(data.FilterRowsByColumn(model.Transform(_story.Data), "Number", 5, 9), all[5..9]);
        AssertRows(model.Transform(data.FilterRowsByColumn(_story.Data, "Number", 5, 9)), all[5..9]);
        AssertRows(data.Cache(model.Transform(_story.Data)), all);
        AssertRows(data.TakeRows(data.SkipRows(model.Transform(_story.Data), 2), 3), all[2..5]);
        AssertRows(data.FilterByCustomPredicate<Document>(model.Transform(_story.Data), d => d.Number != 6), [all[6]]);

        void AssertRows(IDataView view, Scored[] expected) => PipelineTests.AssertSame(expected, _story.Rows(view));
    }

    [TestMethod]
    public void A_filtered_model_column_still_carries_its_model()
    {
        var data = _story.Context.Data;
        var loaded = _story.Steps.LoadLanguageModel(path: _story.ModelPath).Fit(_story.Data).Transform(_story.Data);
        foreach (var view in (IDataView[])[data.Cache(loaded), data.TakeRows(loaded, 3), data.FilterRowsByColumn(loaded, "Number", 0, 3), data.TrainTestSplit(loaded).TrainSet])
            _story.Steps.Quantize().Fit(view);
    }

    [TestMethod]
    public void A_prediction_engine_scores_one_text_at_a_time()
    {
        var model = _story.Pipeline().Fit(_story.Data);
        var expected = _story.Rows(model.Transform(_story.Data));
        foreach (var transformer in (ITransformer[])[model, _story.Reloaded(model)])
        {
            using var engine = _story.Context.Model.CreatePredictionEngine<Document, Scored>(transformer);
            for (int i = 0; i < expected.Length; i++) Assert.AreEqual(expected[i].Bits, engine.Predict(new() { Text = Story.Texts[i] }).Bits, $"row {i}");
        }
    }

    [TestMethod]
    public void Calibration_reads_no_more_rows_than_it_needs()
    {
        int read = 0;
        var endless = _story.Context.Data.LoadFromEnumerable(Endless());
        _story.Steps.LoadLanguageModel(path: _story.ModelPath).Append(_story.Steps.Prune(new PruneEstimator.Options { CalibrationRows = 3 })).Fit(endless);
        Assert.AreEqual(6, read);
        CollectionAssert.Contains(Said, "Calibration: read 6 rows of column 'Text', 3 of them without text: 3 windows, 36 tokens.");

        IEnumerable<Document> Endless()
        {
            while (true) yield return new() { Text = ++read % 2 == 0 ? "some words" : null };
        }
    }

    [TestMethod]
    public void The_log_tells_progress_and_what_became_of_every_matrix()
    {
        _story.Pipeline().Fit(_story.Data);
        var said = _story.Log.Where(e => e.Kind == Microsoft.ML.Runtime.ChannelMessageKind.Info && e.Source == "Hemorrhage; PruneEstimator").Select(e => e.RawMessage).ToArray();
        CollectionAssert.Contains(said, "prune(wanda, sparsity=0.5): block 2 of 2 done.");
        Assert.AreEqual(14, said.Count(m => m.Contains(": sparse f32, 50.0 % zero, ", StringComparison.Ordinal)));
        StringAssert.StartsWith(said[^1], "The model takes ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Scores_are_computed_once_a_row_and_only_when_read()
    {
        var model = _story.Pipeline(new() { CancellationToken = new(canceled: true) }).Fit(_story.Data);
        Assert.HasCount(Story.Texts.Count, model.Transform(_story.Data).GetColumn<string>("Text").ToArray());
        Assert.Throws<OperationCanceledException>(() => _story.Rows(model.Transform(_story.Data)));
    }

    private string[] Said => [.. _story.Log.Select(e => e.RawMessage)];

    public sealed class Lowered
    {
        public string? Story { get; set; }
    }
}
