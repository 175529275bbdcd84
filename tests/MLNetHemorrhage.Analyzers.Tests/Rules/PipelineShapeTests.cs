namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>
/// Pipelines in the shapes that code with ML.NET has, with two steps near their thresholds: none is warned of. One edit away, each has the one warning of that edit.
/// ‹1› and ‹2› are the steps, # makes names differ.
/// </summary>
[TestClass]
public sealed class PipelineShapeTests
{
    private const string Names = """
        class Document { public string Text { get; set; } }
        class Scored { public float ScorePerplexity { get; set; } }

        """;

    // Steps inside their thresholds, and what one edit makes of them.
    private static readonly (string First, string Second, string EditedFirst, string EditedSecond)[] Steps =
    [
        (Prune("0.5"), Quantize("4"), Prune("{|MLH1001:0.6|}"), Quantize("4")),
        (Prune("0.55"), Quantize("8"), Prune("{|MLH1002:0.56|}"), Quantize("8")),
        (Prune("0.3"), Quantize("4"), Prune("0.3"), $"{{|MLH1007:{Quantize("2")}|}}"),
        (Prune("0.45"), Quantize("6"), Quantize("6"), $"{{|MLH2001:{Prune("0.45")}|}}"),
        (Prune("0.3"), Quantize("4"), Prune("{|MLH9002:30|}"), Quantize("4")),
        (Prune("0.54"), Quantize("8"), Quantize("8"), $"{{|MLH2003:{Quantize("6")}|}}"),
    ];

    [TestMethod]
    [DataRow("void M#() { h.LoadLanguageModel(\"Model\").Append(‹1›).Append(‹2›).Fit(train); }", DisplayName = "chain")]
    [DataRow("void M#() { var pipeline = h.LoadLanguageModel(\"Model\").Append(‹1›).Append(‹2›).Append(h.ScoreText()); var model = pipeline.Fit(train); var rows = model.Transform(test); }", DisplayName = "fit and transform")]
    [DataRow("void M#() { var data = ml.Data.LoadFromEnumerable(new List<Document> { new() { Text = \"a\" } }); h.LoadLanguageModel(\"Model\").Append(‹1›).Append(‹2›).Fit(data); }", DisplayName = "data in memory")]
    [DataRow("void M#() { var split = ml.Data.TrainTestSplit(train, testFraction: 0.2); var model = ‹1›.Append(‹2›).Fit(split.TrainSet); Console.WriteLine(h.Evaluate(model.Transform(split.TestSet)).LnRatio); }", DisplayName = "split and evaluate")]
    [DataRow("void M#() { IEstimator<ITransformer> pipeline = h.LoadLanguageModel(\"Model\"); pipeline = pipeline.Append(‹1›); pipeline = pipeline.Append(‹2›); pipeline.Fit(train); }", DisplayName = "step by step")]
    [DataRow("void M#() { var first = ‹1›; var second = ‹2›; var pipeline = h.LoadLanguageModel(\"Model\").Append(first).Append(second); pipeline.Fit(train); }", DisplayName = "named steps")]
    [DataRow("void M#() { var compress = ‹1›.Append(‹2›); h.LoadLanguageModel(\"Model\").Append(compress).Fit(train); }", DisplayName = "nested chain")]
    [DataRow("void M#() { h.LoadLanguageModel(\"Baseline\").Append(ml.Transforms.CopyColumns(\"Model\", \"Baseline\")).Append(‹1›).Append(‹2›).Fit(train); }", DisplayName = "baseline beside it")]
    [DataRow("void M#() { h.LoadLanguageModel(\"Model\").AppendCacheCheckpoint(ml).Append(‹1›).AppendCacheCheckpoint(ml).Append(‹2›).Fit(train); }", DisplayName = "cache checkpoints")]
    [DataRow("IEstimator<ITransformer> Build#() { return h.LoadLanguageModel(\"Model\").Append(‹1›).Append(‹2›); }", DisplayName = "builder")]
    [DataRow("IEstimator<ITransformer> Build#() => h.LoadLanguageModel(\"Model\").Append(‹1›).Append(‹2›); ITransformer Train#(IDataView rows) => Build#().Fit(rows);", DisplayName = "builder and trainer")]
    [DataRow("static ITransformer Train#(MLContext context, IDataView rows) { var h = context.Hemorrhage(); var pipeline = h.LoadLanguageModel(\"Model\").Append(‹1›).Append(‹2›); return pipeline.Fit(rows); }", DisplayName = "static trainer")]
    [DataRow("void M#() { var model = h.LoadLanguageModel(\"Model\").Append(‹1›).Append(‹2›).Append(h.ScoreText()).Fit(train); var lost = h.Evaluate(model.Transform(test)); ml.Model.Save(model, train.Schema, \"model.zip\"); }", DisplayName = "evaluated and saved")]
    [DataRow("void M#() { var model = ‹1›.Append(‹2›).Fit(train); h.Evaluate(model.Transform(test)); var engine = ml.Model.CreatePredictionEngine<Document, Scored>(model); engine.Predict(new Document { Text = \"a\" }); }", DisplayName = "prediction engine")]
    [DataRow("void M#() { try { var model = ‹1›.Append(‹2›).Fit(train); } catch (InvalidOperationException e) { Console.WriteLine(e.Message); } finally { n++; } }", DisplayName = "try")]
    [DataRow("async Task M#() { await Task.Yield(); var model = await Task.Run(() => ‹1›.Append(‹2›).Fit(train)); Console.WriteLine(model); }", DisplayName = "in a task")]
    [DataRow("class Trainer# { readonly HemorrhageCatalog h; readonly IEstimator<ITransformer> _pipeline; public Trainer#(MLContext ml) { h = ml.Hemorrhage(); _pipeline = ‹1›.Append(‹2›); } }", DisplayName = "field of a class")]
    [DataRow("void M#() { if (flag) { ‹1›.Append(‹2›).Fit(train); } else { h.LoadLanguageModel(\"Model\").Append(h.ScoreText()).Fit(train); } }", DisplayName = "in a branch")]
    [DataRow("void M#() { foreach (string path in new[] { \"a\", \"b\" }) { var model = h.LoadLanguageModel(\"Model\", path).Append(‹1›).Append(‹2›).Fit(train); Console.WriteLine(model); } }", DisplayName = "for each model")]
    public async Task Near_the_line(string shape)
    {
        await RuleTest.Members(Names + string.Concat(Steps.Select((s, i) => Member(shape, i, s.First, s.Second))));
        await RuleTest.Members(Names + string.Concat(Steps.Select((s, i) => Member(shape, i, s.EditedFirst, s.EditedSecond))));
    }

    private static string Member(string shape, int index, string first, string second) =>
        shape.Replace("#", $"{index}", StringComparison.Ordinal).Replace("‹1›", first, StringComparison.Ordinal).Replace("‹2›", second, StringComparison.Ordinal) + "\n";

    private static string Prune(string sparsity) => $"h.Prune(\"Model\", sparsity: {sparsity})";

    private static string Quantize(string bits) => $"h.Quantize(\"Model\", bits: {bits})";
}
