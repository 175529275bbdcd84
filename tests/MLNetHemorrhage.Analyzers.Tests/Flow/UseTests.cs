namespace MLNetHemorrhage.Analyzers.Tests.Flow;

/// <summary>What happens to pipelines in the end, and to which data.</summary>
[TestClass]
public sealed class UseTests
{
    [TestMethod]
    [DataRow("h.Prune();", "Discarded: prune(wanda, sparsity=0.5)", DisplayName = "left")]
    [DataRow("var p = h.Prune(); p.Append(h.Quantize());", "Discarded: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "appended and left")]
    [DataRow("var p = h.Prune();", "Discarded: prune(wanda, sparsity=0.5)", DisplayName = "left in a variable")]
    [DataRow("if (flag) { var p = h.Prune().Append(h.Quantize()); }", "Discarded: prune(wanda, sparsity=0.5) > quantize(rtn, bits=4)", DisplayName = "left in an inner variable")]
    [DataRow("_ = h.Prune();", "Discarded: prune(wanda, sparsity=0.5)", DisplayName = "discarded")]
    [DataRow("field = h.Prune();", "Stored: prune(wanda, sparsity=0.5)", DisplayName = "field")]
    [DataRow("var all = new IEstimator<ITransformer>[1]; all[0] = h.Prune();", "Stored: prune(wanda, sparsity=0.5)", DisplayName = "element")]
    [DataRow("Console.WriteLine(h.Prune());", "Passed: prune(wanda, sparsity=0.5)", DisplayName = "argument")]
    [DataRow("var all = new List<IEstimator<ITransformer>> { h.Prune() }; all.Add(h.Quantize());", "Passed: prune(wanda, sparsity=0.5)\nPassed: quantize(rtn, bits=4)", DisplayName = "collection")]
    [DataRow("h.Prune().ToString();", "Passed: prune(wanda, sparsity=0.5)", DisplayName = "instance of another method")]
    public void Uses(string statements, string expected) => Assert.AreEqual(expected, FlowText.OfStatements(statements));

    [TestMethod]
    [DataRow("IEstimator<ITransformer> M() => h.Prune();", "Returned: prune(wanda, sparsity=0.5)", DisplayName = "returned")]
    [DataRow("IEnumerable<IEstimator<ITransformer>> M() { yield return h.Prune(); yield return h.Quantize(); }", "Returned: prune(wanda, sparsity=0.5)\nReturned: quantize(rtn, bits=4)", DisplayName = "yielded")]
    [DataRow("static HemorrhageCatalog c; IEstimator<ITransformer> p = c.Prune();", "Stored: prune(wanda, sparsity=0.5)", DisplayName = "field initializer")]
    [DataRow("(IEstimator<ITransformer>, int) M() => (h.Prune(), 1);", "Passed: prune(wanda, sparsity=0.5)", DisplayName = "tuple")]
    public void Uses_outside_of_statements(string members, string expected) => Assert.AreEqual(expected, FlowText.OfMembers(members));

    [TestMethod]
    [DataRow("var model = h.Prune().Fit(train); h.Evaluate(model.Transform(test));", "Fitted on train: prune(wanda, sparsity=0.5)\nEvaluated on test: prune(wanda, sparsity=0.5)", DisplayName = "parameters and fields")]
    [DataRow("var d = ml.Data.TrainTestSplit(train); var m = h.Prune().Fit(d.TrainSet); h.Evaluate(m.Transform(d.TestSet));", "Fitted on d.TrainSet: prune(wanda, sparsity=0.5)\nEvaluated on d.TestSet: prune(wanda, sparsity=0.5)", DisplayName = "split")]
    [DataRow("var data = test; var m = h.Prune().Fit(data); h.Evaluate(m.Transform(test));", "Fitted on test: prune(wanda, sparsity=0.5)\nEvaluated on test: prune(wanda, sparsity=0.5)", DisplayName = "by another name")]
    [DataRow("var m = h.Prune().Fit(train); ml.Model.Save(m, train.Schema, \"m.zip\");", "Fitted on train: prune(wanda, sparsity=0.5)\nServed: prune(wanda, sparsity=0.5)", DisplayName = "saved")]
    [DataRow("var m = h.Prune().Fit(train); ml.Model.CreatePredictionEngine<C, C>(m);", "Fitted on train: prune(wanda, sparsity=0.5)\nServed: prune(wanda, sparsity=0.5)", DisplayName = "served")]
    [DataRow("var m = h.Prune().Fit(train); h.CompareScores(train, m.Transform(test));", "Fitted on train: prune(wanda, sparsity=0.5)\nEvaluated on test: prune(wanda, sparsity=0.5)", DisplayName = "compared")]
    public void Data(string statements, string expected) => Assert.AreEqual(expected, FlowText.OfStatements(statements));

    [TestMethod]
    public void Code_without_modifications_is_not_followed() =>
        Assert.AreEqual("", FlowText.OfStatements("var p = h.LoadLanguageModel().Append(h.ScoreText()); var m = p.Fit(train); ml.Model.Save(m, train.Schema, \"m\");"));
}
