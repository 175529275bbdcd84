namespace MLNetHemorrhage.Analyzers.Tests.Flow;

/// <summary>Ways to put steps one after the other.</summary>
[TestClass]
public sealed class ChainTests
{
    [TestMethod]
    [DataRow("h.Prune(sparsity: 0.9).Fit(train);", "Fitted on train: prune(wanda, sparsity=0.9)", DisplayName = "one step")]
    [DataRow("h.Prune(\"Model\", \"Text\", 0.6).Append(h.Quantize(bits: 4)).Append(ml.Transforms.CopyColumns(\"A\", \"B\")).Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.6) > quantize(rtn, bits=4) > CopyColumns", DisplayName = "extension, then chain")]
    [DataRow("h.Quantize(\"M\", \"T\", 3, QuantizationMethod.RoundToNearest, 32).Fit(train);", "Fitted on train: quantize(rtn, bits=3, group=32)", DisplayName = "positions")]
    [DataRow("h.Quantize(group: 32, bits: 3).Fit(train);", "Fitted on train: quantize(rtn, bits=3, group=32)", DisplayName = "names in any order")]
    [DataRow("var p = h.Prune(); p.Fit(train);", "Fitted on train: prune(wanda, sparsity=0.5)", DisplayName = "a variable")]
    [DataRow("IEstimator<ITransformer> p = h.Prune(); p = p.Append(h.Quantize()); p = p.Append(h.ScoreText()); p.Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4) > ScoreText", DisplayName = "reassignment")]
    [DataRow("var inner = h.Prune().Append(h.Quantize()); h.LoadLanguageModel().Append(inner).Fit(train);",
        "Fitted on train: LoadLanguageModel > prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "nesting")]
    [DataRow("var q = h.Quantize(); h.Prune().Append(q).Append(q).Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4) > quantize(rtn, bits=4)", DisplayName = "the same step twice")]
    [DataRow("new EstimatorChain<ITransformer>().Append(h.Prune()).Append(h.Quantize()).Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "an empty chain")]
    [DataRow("h.Prune().AppendCacheCheckpoint(ml).Append(h.Quantize()).AppendCacheCheckpoint(ml).Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "checkpoints")]
    [DataRow("h.Prune().WithOnFitDelegate(t => { }).Append(h.Quantize()).Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "delegates")]
    [DataRow("LearningPipelineExtensions.Append(h.Prune(), h.Quantize()).Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "extension called as a static method")]
    [DataRow("h.Prune().Append(estimator: h.Quantize(), scope: TransformerScope.Scoring).Fit(train);",
        "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "scope")]
    [DataRow("var p = h.Prune() as IEstimator<ITransformer>; ((IEstimator<ITransformer>)p!).Fit(train);", "Fitted on train: prune(wanda, sparsity=0.5)", DisplayName = "casts")]
    [DataRow("IEstimator<ITransformer> p = null; p ??= h.Prune(); p?.Fit(train);", "Fitted on train: prune(wanda, sparsity=0.5)", DisplayName = "null operators")]
    [DataRow("(var p, var q) = (h.Prune(), h.Quantize()); p.Append(q).Fit(train);", "Fitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "deconstruction")]
    [DataRow("IEstimator<ITransformer> p, q; p = q = h.Prune(); q.Fit(train);", "Fitted on train: prune(wanda, sparsity=0.5)", DisplayName = "assignment as a value")]
    [DataRow("field.Append(h.Prune()).Fit(train);", "Fitted on train: ? > prune(wanda, sparsity=0.5)", DisplayName = "after something unknown")]
    public void Estimators(string statements, string expected) => Assert.AreEqual(expected, FlowText.OfStatements(statements));

    [TestMethod]
    [DataRow("ITransformer a = h.Prune().Fit(train), b = h.Quantize().Fit(train); ml.Model.Save(a.Append(b), null, \"m\");", DisplayName = "appended")]
    [DataRow("ITransformer a = h.Prune().Fit(train), b = h.Quantize().Fit(train); ml.Model.Save(new TransformerChain<ITransformer>(a, b), null, \"m\");", DisplayName = "constructed")]
    [DataRow("var a = h.Prune().Fit(train); var b = h.Quantize().Fit(train); ml.Model.Save(new TransformerChain<ITransformer>(new ITransformer[] { a, b }), null, \"m\");", DisplayName = "constructed from an array")]
    public void Transformers(string statements) => StringAssert.EndsWith(
        FlowText.OfStatements(statements), "Served: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", StringComparison.Ordinal);

    [TestMethod]
    public void Data_that_went_through_a_pipeline_carries_its_models_on() => Assert.AreEqual(
        "Fitted on train: prune(wanda, sparsity=0.5)\nFitted on train: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)",
        FlowText.OfStatements("var pruned = h.Prune().Fit(train).Transform(train); h.Quantize().Fit(pruned);"));
}
