using MLNetHemorrhage.CodeFixes.Evaluation;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>A model is measured before it goes out, on data that it was not calibrated on, against the model as it was.</summary>
[TestClass]
public sealed class EvaluationFixTests
{
    private const string Around = """
        class Document { public string Text { get; set; } }
        static void Serve([ServesModel] ITransformer model) { }

        """;

    private const string Save = "ml.Model.Save(m, null, \"m.zip\");", Found = "{|MLH3005:ml.Model.Save(m, null, \"m.zip\")|};";

    [TestMethod]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); " + Found, "var m = h.Quantize(bits: 8).Fit(train); var lost = h.Evaluate(m.Transform(test)); " + Save, DisplayName = "other data")]
    [DataRow("var m = h.Prune(sparsity: 0.3).Fit(test); " + Found, "var m = h.Prune(sparsity: 0.3).Fit(test); var lost = h.Evaluate(m.Transform(train)); " + Save, DisplayName = "calibrated")]
    [DataRow("var split = ml.Data.TrainTestSplit(train); var m = h.Prune(sparsity: 0.3).Fit(split.TrainSet); " + Found,
        "var split = ml.Data.TrainTestSplit(train); var m = h.Prune(sparsity: 0.3).Fit(split.TrainSet); var lost = h.Evaluate(m.Transform(split.TestSet)); " + Save, DisplayName = "the other part of a split")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); {|MLH3005:Serve(m)|};", "var m = h.Quantize(bits: 8).Fit(train); var lost = h.Evaluate(m.Transform(test)); Serve(m);", DisplayName = "served by one's own method")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); var e = {|MLH3005:ml.Model.CreatePredictionEngine<Document, Document>(m)|};",
        "var m = h.Quantize(bits: 8).Fit(train); var lost = h.Evaluate(m.Transform(test)); var e = ml.Model.CreatePredictionEngine<Document, Document>(m);", DisplayName = "prediction engine")]
    [DataRow("int lost = 0; var m = h.Quantize(bits: 8).Fit(train); " + Found, "int lost = 0; var m = h.Quantize(bits: 8).Fit(train); var lost2 = h.Evaluate(m.Transform(test)); " + Save, DisplayName = "the name is taken")]
    [DataRow("var m = h.Quantize(\"A\", bits: 8).Fit(train); " + Found, "var m = h.Quantize(\"A\", bits: 8).Fit(train); var lost = h.Evaluate(m.Transform(test), modifiedModelColumnName: \"A\"); " + Save, DisplayName = "another column")]
    [DataRow("var m = h.LoadLanguageModel().Append(ml.Transforms.CopyColumns(\"Before\", \"Model\")).Append(h.Quantize(bits: 8)).Fit(train); " + Found,
        "var m = h.LoadLanguageModel().Append(ml.Transforms.CopyColumns(\"Before\", \"Model\")).Append(h.Quantize(bits: 8)).Fit(train); var lost = h.Evaluate(m.Transform(test), baselineModelColumnName: \"Before\"); " + Save, DisplayName = "a copy of the model")]
    [DataRow("var m = h.LoadLanguageModel(\"Base\").Append(ml.Transforms.CopyColumns(\"Model\", \"Base\")).Append(h.Quantize(bits: 8)).Fit(train); " + Found,
        "var m = h.LoadLanguageModel(\"Base\").Append(ml.Transforms.CopyColumns(\"Model\", \"Base\")).Append(h.Quantize(bits: 8)).Fit(train); var lost = h.Evaluate(m.Transform(test), baselineModelColumnName: \"Base\"); " + Save, DisplayName = "a model that is a copy")]
    [DataRow("var m = h.LoadLanguageModel().Append(h.Quantize(bits: 8)).Fit(train); " + Found,
        "var m = h.LoadLanguageModel().Append(ml.Transforms.CopyColumns(\"Baseline\", \"Model\")).Append(h.Quantize(bits: 8)).Fit(train); var lost = h.Evaluate(m.Transform(test)); " + Save, DisplayName = "the copy is missing")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); " + Found + " var n = h.Quantize(bits: 6).Fit(train); {|MLH3005:ml.Model.Save(n, null, \"n.zip\")|};",
        "var m = h.Quantize(bits: 8).Fit(train); var lost = h.Evaluate(m.Transform(test)); " + Save + " var n = h.Quantize(bits: 6).Fit(train); var lost2 = h.Evaluate(n.Transform(test)); ml.Model.Save(n, null, \"n.zip\");", DisplayName = "two models")]
    public Task The_model_is_measured_on_other_data(string before, string after) => Check(before, after);

    [TestMethod]
    [DataRow("var m = h.Quantize(bits: 8).Fit(rows); " + Found, "var m = h.Quantize(bits: 8).Fit(rows); var lost = h.Evaluate(m.Transform(rows)); " + Save, DisplayName = "nothing is learned from it")]
    [DataRow("var m = h.Prune(sparsity: 0.3).Fit(rows); " + Found,
        "var split = ml.Data.TrainTestSplit(rows); var m = h.Prune(sparsity: 0.3).Fit(split.TrainSet); var lost = h.Evaluate(m.Transform(split.TestSet)); " + Save, DisplayName = "a part is kept from the fit")]
    public Task Where_there_are_no_other_data(string before, string after) => Alone(before, after);

    [TestMethod]
    public Task It_stands_above_the_comment_of_what_comes_after() => Check(
        """

                var m = h.LoadLanguageModel()
                    .Append(h.Quantize(bits: 8)) // small
                    .Fit(train);

                // Kept for later.
                {|MLH3005:ml.Model.Save(m, null, "m.zip")|};
        """,
        """

                var m = h.LoadLanguageModel()
                    .Append(ml.Transforms.CopyColumns("Baseline", "Model"))
                    .Append(h.Quantize(bits: 8)) // small
                    .Fit(train);

                var lost = h.Evaluate(m.Transform(test));
                // Kept for later.
                ml.Model.Save(m, null, "m.zip");
        """);

    [TestMethod]
    [DataRow("{|MLH3005:Serve(h.Quantize(bits: 8).Fit(train))|};", DisplayName = "the model has no name")]
    [DataRow("var m = h.Quantize(bits: 8).Fit(train); if (flag) " + Found, DisplayName = "there is no room for a statement")]
    [DataRow("ITransformer m = h.Quantize(bits: 8).Fit(train); if (flag) m = h.Quantize(bits: 6).Fit(train); " + Found, DisplayName = "one of two models")]
    [DataRow("var m = h.Quantize(\"A\", bits: 8).Append(h.Prune(\"B\", sparsity: 0.3)).Fit(train); " + Found, DisplayName = "two models in one pipeline")]
    [DataRow("ITransformer Make() => h.Quantize(bits: 8).Fit(train); " + "{|MLH3005:ml.Model.Save(Make(), null, \"m.zip\")|};", DisplayName = "made by a helper")]
    public Task No_fix_is_offered_where_it_is_not_clear_what_to_measure(string statements) => Check(statements, statements);

    private static Task Check(string before, string after) => FixTest<EvaluationFixProvider>.Members($"{Around} void M() {{ {before} }}", $"{Around} void M() {{ {after} }}");

    // In a method that sees one set of rows.
    private static Task Alone(string before, string after)
    {
        static string Class(string statements) => $"}} class Alone {{ static void M(MLContext ml, HemorrhageCatalog h, IDataView rows) {{ {statements} }}";
        return FixTest<EvaluationFixProvider>.Members(Class(before), Class(after));
    }
}
