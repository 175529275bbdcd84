using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Evaluation;

[TestClass]
public sealed class EvaluateOptionsTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void Layers_are_those_of_the_engine_and_only_measured_where_asked_for()
    {
        var data = Quantized();
        var baseline = _story.Steps.RunBaseline(data);
        var modified = _story.Steps.Evaluate(data, baseline, options: new() { Layers = true });
        var model = RecipeRunner.Apply(baseline.Model, Recipe.Parse("quantize(rtn, bits=4, group=32)")).Model;
        var (cascade, attention) = (InformationLoss.Measure(baseline.Model, model, baseline.Text), AttentionDisruption.Measure(baseline.Model, model, baseline.Text));
        foreach (var metrics in (StabilityMetrics[])[modified, _story.Steps.Evaluate(data, options: new() { Layers = true })])
        {
            CollectionAssert.AreEqual(cascade.Blocks.Select(b => (b.Residual, b.Factor)).ToArray(), metrics.Cascade!.Blocks.Select(b => (b.Residual, b.Factor)).ToArray());
            CollectionAssert.AreEqual(cascade.Blocks.SelectMany(b => b.Linears).ToArray(), metrics.Cascade.Blocks.SelectMany(b => b.Linears).ToArray());
            CollectionAssert.AreEqual(attention.Blocks.SelectMany(b => b.Heads).ToArray(), metrics.Attention!.Blocks.SelectMany(b => b.Heads).ToArray());
            Assert.AreEqual(attention.Mean, metrics.Attention.Mean);
            Assert.IsGreaterThan(0, metrics.Cascade.Blocks[^1].Residual.RelativeError.Value);
        }
        Assert.IsNull(_story.Steps.Evaluate(data).Cascade);
        Assert.IsNull(_story.Steps.Evaluate(data, baseline).Attention);
    }

    [TestMethod]
    public void Layers_can_be_stopped()
    {
        using var source = new CancellationTokenSource();
        var options = new StabilityEvaluationOptions { Layers = true, Cancellation = source.Token, Progress = new StopAtEnd(source) };
        Assert.ThrowsExactly<OperationCanceledException>(() => _story.Steps.Evaluate(Quantized(), options: options));
        // Without layers nothing is left to be stopped by then.
        _story.Steps.Evaluate(Quantized(), options: options with { Layers = false, Cancellation = default });
    }

    [TestMethod]
    public void The_severity_is_that_of_the_rule()
    {
        var data = Quantized();
        var metrics = _story.Steps.Evaluate(data);
        Assert.AreEqual(SeverityRule.Default.Grade(metrics.Divergence.LnRatio).ToString(), metrics.Severity.ToString());
        double ln = Math.Abs(metrics.LnRatio);
        var strict = new SeverityRule { ToleranceLn = ln / 4, AcceptedLn = ln / 3, CollapseLn = ln / 2 };
        var strictly = _story.Steps.Evaluate(data, options: new() { SeverityRule = strict }).Severity;
        Assert.AreEqual(strict.Grade(metrics.Divergence.LnRatio).ToString(), strictly.ToString());
        Assert.AreNotEqual(metrics.Severity.ToString(), strictly.ToString());
    }

    [TestMethod]
    public void A_model_past_a_phase_transition_of_its_own_is_hemorrhaging()
    {
        var data = Quantized();
        var record = new ThresholdRecord(new("quantize", "rtn"), "bits") { S0 = Strengths.Of("bits", 5) };
        Assert.AreEqual(_story.Steps.Evaluate(data).Severity.Severity, Grade(record), "A record for every model says nothing of this one.");
        string name = LanguageModel.Load(_story.ModelPath).Name;
        Assert.AreEqual(Severity.Hemorrhaging, Grade(record with { Model = name }));
        Assert.AreEqual(_story.Steps.Evaluate(data).Severity.Severity, Grade(record with { Model = name, Sha256 = new('0', 64) }), "Other weights.");

        Severity Grade(ThresholdRecord known) => _story.Steps.Evaluate(data, options: new() { Thresholds = new(known) }).Severity.Severity;
    }

    private IDataView Quantized() => _story.Steps.LoadLanguageModel("Baseline", _story.ModelPath)
        .Append(_story.Context.Transforms.CopyColumns("Model", "Baseline"))
        .Append(_story.Steps.Quantize(bits: 4, group: 32)).Fit(_story.Data).Transform(_story.Data);

    private sealed class StopAtEnd(CancellationTokenSource source) : IProgress<EvaluationProgress>
    {
        public void Report(EvaluationProgress value)
        {
            if (value.Tokens == value.TotalTokens) source.Cancel();
        }
    }
}
