using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using Microsoft.ML.Runtime;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class BaselineTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void Every_model_has_the_numbers_that_it_has_alone()
    {
        var data = Loaded();
        var baseline = _story.Steps.RunBaseline(data);
        foreach (int bits in (int[])[8, 4, 2])
        {
            var modified = _story.Steps.Quantize(bits: bits, group: 32).Fit(data).Transform(data);
            StabilityMetrics expected = _story.Steps.Evaluate(modified), metrics = _story.Steps.Evaluate(modified, baseline);
            foreach (var property in typeof(StabilityMetrics).GetProperties().Where(p => p.PropertyType == typeof(double)))
                Assert.AreEqual(property.GetValue(expected), property.GetValue(metrics), property.Name);
            Assert.AreEqual(expected.Divergence.Base.Fingerprint, metrics.Divergence.Base.Fingerprint);
            Assert.AreEqual(expected.Severity.ToString(), metrics.Severity.ToString());
            Assert.AreEqual(expected.BaselineSize, metrics.BaselineSize);
            Assert.AreEqual(expected.ModifiedSize, metrics.ModifiedSize);
            Assert.IsGreaterThan(0, metrics.KlDivergence);
        }
    }

    [TestMethod]
    public void The_run_is_that_of_the_engine_under_the_protocol()
    {
        var protocol = Protocol.Windows(1000, context: 16);
        var run = _story.Steps.RunBaseline(Loaded(), protocol: protocol);
        var model = LanguageModel.Load(_story.ModelPath);
        var expected = Perplexity.Measure(model, string.Join("\n\n", Story.Texts.Where(t => !string.IsNullOrWhiteSpace(t))), protocol);
        Assert.AreEqual(expected.Perplexity, run.Perplexity.Perplexity);
        Assert.AreEqual(expected.Fingerprint, run.Text.Fingerprint);
    }

    [TestMethod]
    public void The_log_says_what_was_read_and_kept()
    {
        var data = Loaded();
        _story.Log.Clear();
        var run = _story.Steps.RunBaseline(data);
        string[] messages = [.. _story.Log.Where(e => e.Kind == ChannelMessageKind.Info).Select(e => $"{e.Source}: {e.RawMessage}")];
        StringAssert.StartsWith(messages[0], $"Hemorrhage; RunBaseline: Read {Story.Texts.Count} rows of column 'Text', 3 of them without text", StringComparison.Ordinal);
        StringAssert.Contains(messages[^1], $"{run.KeptWindows} of {run.Text.Windows.Count} windows are kept in {run.KeptBytes} bytes.", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Columns_that_do_not_fit_are_refused()
    {
        var data = Loaded();
        var baseline = _story.Steps.RunBaseline(data);
        Refused("Could not find input column 'Story'", () => _story.Steps.RunBaseline(data, "Story"));
        Refused("Schema mismatch for input column 'Number': expected String, got Single", () => _story.Steps.RunBaseline(data, "Number"));
        Refused("Could not find input column 'Base'", () => _story.Steps.RunBaseline(data, baselineModelColumnName: "Base"));
        Refused("expected a language model", () => _story.Steps.RunBaseline(data, baselineModelColumnName: "Text"));
        Refused("Could not find input column 'Modified'", () => _story.Steps.Evaluate(data, baseline, "Modified"));
        Refused("expected a language model", () => _story.Steps.Evaluate(data, baseline, "Text"));
    }

    [TestMethod]
    public void Both_can_be_stopped()
    {
        var data = Loaded();
        var baseline = _story.Steps.RunBaseline(data);
        var options = new StabilityEvaluationOptions { Cancellation = new(canceled: true) };
        Assert.ThrowsExactly<OperationCanceledException>(() => _story.Steps.RunBaseline(data, options: options));
        Assert.ThrowsExactly<OperationCanceledException>(() => _story.Steps.Evaluate(data, baseline, options: options));
    }

    private IDataView Loaded() => _story.Steps.LoadLanguageModel("Baseline", _story.ModelPath)
        .Append(_story.Context.Transforms.CopyColumns("Model", "Baseline")).Fit(_story.Data).Transform(_story.Data);

    private static void Refused(string message, Action action) =>
        StringAssert.Contains(Assert.ThrowsExactly<ArgumentOutOfRangeException>(action).Message, message);
}
