using Microsoft.ML.Runtime;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests;

[TestClass]
public sealed class ThresholdWarningTests : IDisposable
{
    private readonly Story _story = new();

    public void Dispose() => _story.Dispose();

    [TestMethod]
    public void A_step_past_its_threshold_warns_once_and_is_fitted()
    {
        var model = Loading.Append(_story.Steps.Prune(sparsity: 0.7)).Fit(_story.Data);
        Assert.AreEqual(0.7, model.LastTransformer.Modification!.TargetedSize.Sparsity, 0.01);
        string expected = Recipe.Parse("prune(wanda, sparsity=0.7)").Validate(ThresholdTable.Default).Single().ToString();
        StringAssert.StartsWith(expected, "MLH1001 prune(wanda, sparsity=0.7) is past its threshold", StringComparison.Ordinal);
        CollectionAssert.AreEqual(new[] { $"Hemorrhage; PruneEstimator: {expected}" }, Told(ChannelMessageKind.Warning));
    }

    [TestMethod]
    public void What_is_only_worth_knowing_is_no_warning()
    {
        Loading.Append(_story.Steps.Prune(sparsity: 0.56)).Fit(_story.Data);
        Assert.HasCount(0, Told(ChannelMessageKind.Warning));
        StringAssert.StartsWith(Told(ChannelMessageKind.Info).Single(), "Hemorrhage; PruneEstimator: MLH1002 ", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Every_step_is_judged_with_those_before_it()
    {
        var first = Loading.Append(_story.Steps.Quantize(bits: 8)).AppendCacheCheckpoint(_story.Context).Append(_story.Context.Transforms.CopyColumns("Copy", "Model"));
        first.Append(_story.Steps.Prune("Copy", sparsity: 0.1, method: PruningMethod.Magnitude)).Append(_story.Steps.Quantize("Copy", bits: 4)).Fit(_story.Data);
        string[] ids = [.. Told(ChannelMessageKind.Warning).Select(m => string.Join(' ', m.Split(' ')[1..3]))];
        CollectionAssert.AreEqual(new[] { "PruneEstimator: MLH2001", "QuantizeEstimator: MLH2003" }, ids, string.Join('\n', Told(ChannelMessageKind.Warning)));
    }

    [TestMethod]
    public void Steps_of_their_own_find_what_one_recipe_finds()
    {
        const string First = "prune(wanda, sparsity=0.5)", Second = "quantize(rtn, bits=4)";
        StepName prune = new("prune", "wanda"), quantize = new("quantize", "rtn");
        var table = new ThresholdTable(
            new ThresholdRecord(prune, "sparsity") { S0 = 0.55 }, new CurveRecord(prune, "sparsity", [new(0.55, 0.3)]),
            new ThresholdRecord(quantize, "bits") { S0 = 0.8125 }, new CurveRecord(quantize, "bits", [new(0.75, 0.1), new(0.8125, 0.2)]));
        var expected = Recipe.Parse($"{First} + {Second}").Validate(table);
        Loading.Append(Step(First)).Append(Step(Second)).Fit(_story.Data);
        StringAssert.StartsWith(Told(ChannelMessageKind.Warning).Single(), "Hemorrhage; ApplyEstimator: MLH1006 ", StringComparison.Ordinal);
        StringAssert.EndsWith(Told(ChannelMessageKind.Warning).Single(), expected.Single().Message, StringComparison.Ordinal);

        ApplyEstimator Step(string recipe) => _story.Steps.Apply(new ApplyEstimator.Options { Recipe = recipe, Thresholds = table });
    }

    [TestMethod]
    public void A_table_of_the_users_own_decides()
    {
        var own = new ThresholdRecord(new("prune", "wanda"), "sparsity") { Model = LanguageModel.Load(_story.ModelPath).Name, S0 = 0.2 };
        Loading.Append(_story.Steps.Prune(new PruneEstimator.Options { Sparsity = 0.3, Thresholds = new(own) })).Fit(_story.Data);
        StringAssert.Contains(Told(ChannelMessageKind.Warning).Single(), "MLH1001 prune(wanda, sparsity=0.3)", StringComparison.Ordinal);
    }

    [TestMethod]
    public void Without_a_table_nothing_is_judged()
    {
        Loading.Append(_story.Steps.Prune(new PruneEstimator.Options { Sparsity = 0.9, Thresholds = null })).Fit(_story.Data);
        Assert.HasCount(0, Told(ChannelMessageKind.Warning));
        Assert.HasCount(0, Told(ChannelMessageKind.Info));
    }

    private LoadLanguageModelEstimator Loading => _story.Steps.LoadLanguageModel(path: _story.ModelPath);

    // Of what the log was told, what the rules found.
    private string[] Told(ChannelMessageKind kind) =>
        [.. _story.Log.Where(e => e.Kind == kind && e.RawMessage.StartsWith("MLH", StringComparison.Ordinal)).Select(e => $"{e.Source}: {e.RawMessage}")];
}
