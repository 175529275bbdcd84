using MLNetHemorrhage.Modifications.Pruning.Structured;

namespace MLNetHemorrhage.Tests;

/// <summary>What every step did, for those who look after the whole pipeline.</summary>
[TestClass]
public sealed class StepReportTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void Metrics_have_every_step_with_what_was_asked_and_achieved_in_every_layer()
    {
        var data = _story.Steps.LoadLanguageModel("Model", _story.ModelPath).Append(_story.Context.Transforms.CopyColumns("Baseline", "Model"))
            .Append(_story.Steps.Prune(sparsity: 0.5)).Append(_story.Steps.Quantize(bits: 4)).Fit(_story.Data).Transform(_story.Data);
        var metrics = _story.Steps.Evaluate(data);
        CollectionAssert.AreEqual(Story.Recipe.Split(" + "), metrics.Steps.Select(s => $"{s.Step}").ToArray());
        foreach (var layer in metrics.Steps[0].Layers)
        {
            Assert.AreEqual(0.5, layer.NominalSparsity);
            Assert.AreEqual(0.5, layer.Size.Sparsity, 1e-9);
            Assert.IsGreaterThan(0.0, layer.OutputError!.Value);
        }
        CollectionAssert.AreEqual(metrics.Steps[1].Layers.Select(l => (object)l.Size).ToArray(), metrics.Steps[0].Layers.Select(l => (object)l.FinalSize!.Value).ToArray());
        Assert.IsEmpty(_story.Steps.Evaluate(data, modifiedModelColumnName: "Baseline").Steps);
    }

    [TestMethod]
    public void A_step_that_would_undo_an_earlier_one_is_refused_as_in_one_recipe()
    {
        var pipeline = _story.Steps.LoadLanguageModel("Model", _story.ModelPath).Append(_story.Steps.Prune(sparsity: 0.5))
            .Append(_story.Steps.PruneStructured(new PruneStructuredEstimator.Options { Method = StructuredPruningMethod.SliceGpt }));
        StringAssert.Contains(Assert.ThrowsExactly<HemorrhageException>(() => pipeline.Fit(_story.Data)).Message, "found those of step 1, prune(wanda, sparsity=0.5)");
    }

    [TestMethod]
    public void The_log_tells_how_much_structure_went_and_what_the_method_has_to_say()
    {
        _story.Steps.LoadLanguageModel("Model", _story.ModelPath)
            .Append(_story.Steps.PruneStructured(new PruneStructuredEstimator.Options { Method = StructuredPruningMethod.ShortGpt, Ratio = 0.5 })).Fit(_story.Data);
        string[] said = [.. _story.Log.Select(e => e.RawMessage)];
        Assert.IsTrue(said.Any(m => m.StartsWith("pruneStructured(shortgpt, ratio=0.5): ratio 0.5: 50.0 % of the blocks' parameters are gone, ", StringComparison.Ordinal)));
        Assert.IsTrue(said.Any(m => m.StartsWith("pruneStructured(shortgpt, ratio=0.5): removed of 2 blocks, in this order: ", StringComparison.Ordinal)));
    }
}
