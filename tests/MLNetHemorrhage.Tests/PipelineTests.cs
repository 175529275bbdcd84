using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class PipelineTests
{
    [TestMethod]
    public void A_pipeline_gives_the_numbers_of_the_engine_before_and_after_saving()
    {
        using var story = new Story();
        AssertEngineAgrees(story, story.Pipeline(), LanguageModel.Load(story.ModelPath), Story.Texts);
    }

    [TestMethod]
    public void A_real_model_gives_the_numbers_of_the_engine_before_and_after_saving()
    {
        string path = TestData.External("models/stories260K/stories260K.bin");
        using var story = new Story();
        var pipeline = story.Steps.LoadLanguageModel(path: path).Append(story.Steps.Prune()).Append(story.Steps.Quantize()).Append(story.Steps.ScoreText());
        AssertEngineAgrees(story, pipeline, LanguageModel.Load(path), Story.Texts);
    }

    [TestMethod]
    public void The_rows_together_have_the_perplexity_of_the_documents_protocol()
    {
        using var story = new Story();
        var rows = story.Rows(story.Pipeline().Fit(story.Data).Transform(story.Data)).Where(r => r.ScoreTokenCount > 0).ToArray();
        string text = string.Join(TextSource.DefaultSeparator, Story.Texts);
        var measured = Perplexity.Measure(Modified(LanguageModel.Load(story.ModelPath), Story.Texts), text, Protocol.Parse("documents:1000"));
        double sum = rows.Sum(r => r.ScoreNegativeLogLikelihood * r.ScoreTokenCount);
        Assert.AreEqual(measured.Nll.Value, sum / rows.Sum(r => r.ScoreTokenCount), 1e-12);
    }

    [TestMethod]
    public void One_recipe_equals_its_steps()
    {
        using var story = new Story();
        var applied = story.Steps.LoadLanguageModel(path: story.ModelPath).Append(story.Steps.Apply("Model", "Text", Story.Recipe)).Append(story.Steps.ScoreText());
        AssertSame(story.Rows(story.Pipeline().Fit(story.Data).Transform(story.Data)), story.Rows(applied.Fit(story.Data).Transform(story.Data)));
    }

    [TestMethod]
    public void Fitting_again_gives_the_same_and_leaves_the_upstream_model_alone()
    {
        using var story = new Story();
        var loaded = story.Steps.LoadLanguageModel(path: story.ModelPath).Fit(story.Data);
        var data = loaded.Transform(story.Data);
        var before = story.Rows(story.Steps.ScoreText().Fit(data).Transform(data));
        var (first, second) = (story.Steps.Prune().Fit(data), story.Steps.Prune().Fit(data));
        Assert.AreNotSame(loaded.Model, first.Model);
        Assert.AreEqual(0.5, first.Modification!.TargetedSize.Sparsity, 1e-9);
        AssertSame(Scores(first), Scores(second));
        AssertSame(before, story.Rows(story.Steps.ScoreText().Fit(data).Transform(data)));
        Assert.AreNotEqual(before[0].Bits, Scores(first)[0].Bits);

        Scored[] Scores(LanguageModelTransformer step)
        {
            var modified = step.Transform(data);
            return story.Rows(story.Steps.ScoreText().Fit(modified).Transform(modified));
        }
    }

    [TestMethod]
    public void Rows_without_text_are_missing_and_long_ones_are_cut()
    {
        using var story = new Story();
        var rows = story.Rows(story.Pipeline().Fit(story.Data).Transform(story.Data));
        foreach (int i in (int[])[1, 3, 4])
        {
            Assert.IsTrue(double.IsNaN(rows[i].ScoreNegativeLogLikelihood) && double.IsNaN(rows[i].ScorePerplexity));
            Assert.AreEqual(0, rows[i].ScoreTokenCount);
        }
        Assert.AreEqual(47, rows.Max(r => r.ScoreTokenCount));
        Assert.AreEqual(Math.Exp(rows[0].ScoreNegativeLogLikelihood), rows[0].ScorePerplexity);
    }

    [TestMethod]
    public void Two_models_score_side_by_side()
    {
        using var story = new Story();
        var model = story.Steps.LoadLanguageModel("Base", story.ModelPath)
            .Append(story.Steps.LoadLanguageModel("Model", story.ModelPath))
            .Append(story.Steps.Prune())
            .Append(story.Steps.ScoreText("Base", "Base"))
            .Append(story.Steps.ScoreText())
            .Fit(story.Data);
        var (live, loaded) = (model.Transform(story.Data), story.Reloaded(model).Transform(story.Data));
        double[] baseline = [.. live.GetColumn<double>("BaseNegativeLogLikelihood")];
        Assert.AreNotEqual(baseline[0], story.Rows(live)[0].ScoreNegativeLogLikelihood);
        CollectionAssert.AreEqual(baseline, loaded.GetColumn<double>("BaseNegativeLogLikelihood").ToArray());
        AssertSame(story.Rows(live), story.Rows(loaded));
    }

    private static void AssertEngineAgrees(Story story, EstimatorChain<ScoreTextTransformer> pipeline, LanguageModel baseline, IReadOnlyList<string?> texts)
    {
        var fitted = pipeline.Fit(story.Data);
        var rows = story.Rows(fitted.Transform(story.Data));
        var model = Modified(baseline, texts);
        for (int i = 0; i < texts.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(texts[i]) || texts[i]!.Length == 1) continue;
            var measured = Perplexity.Measure(model, texts[i]!, Protocol.Parse("documents:1"));
            Assert.AreEqual(measured.Nll.Value, rows[i].ScoreNegativeLogLikelihood, $"row {i}");
            Assert.AreEqual(measured.Tokens, rows[i].ScoreTokenCount, $"row {i}");
        }
        AssertSame(rows, story.Rows(story.Reloaded(fitted).Transform(story.Data)));
    }

    private static LanguageModel Modified(LanguageModel model, IReadOnlyList<string?> texts)
    {
        var calibration = CalibrationSet.FromDocuments(texts.Select(t => t ?? ""), model.Tokenizer, model.Decoder.Spec.ContextLength);
        return RecipeRunner.Apply(model, Recipe.Parse(Story.Recipe), calibration).Model;
    }

    internal static void AssertSame(Scored[] expected, Scored[] actual) =>
        CollectionAssert.AreEqual(expected.Select(r => (r.Text, r.Model, r.Bits)).ToArray(), actual.Select(r => (r.Text, r.Model, r.Bits)).ToArray());
}
