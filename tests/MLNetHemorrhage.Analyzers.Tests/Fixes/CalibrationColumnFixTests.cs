using MLNetHemorrhage.CodeFixes.Calibration;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>A column is named where the code itself names none.</summary>
[TestClass]
public sealed class CalibrationColumnFixTests
{
    private const string Helpers = """
        [ModificationStep(ModificationKind.Prune, Method = "wanda")] static IEstimator<ITransformer> Thin([RemovedFraction] double share = 0.1, [CalibrationColumn] string text = null) => null;
        [ModificationStep(ModificationKind.Prune, Method = "wanda")] static IEstimator<ITransformer> Other([CalibrationColumn] string text, [RemovedFraction] double share = 0.1) => null;
        [ModificationStep(ModificationKind.Prune, Method = "wanda")] static IEstimator<ITransformer> Other([CalibrationColumn] string text = "Lines") => null;
        class Document { public string Text { get; set; } }

        """;

    [TestMethod]
    [DataRow("{|MLH3002:h.Prune(calibrationColumnName: \"\", sparsity: 0.3)|}.Fit(train);", "h.Prune(calibrationColumnName: \"Text\", sparsity: 0.3).Fit(train);", DisplayName = "empty name")]
    [DataRow("{|MLH3002:h.Prune(\"Model\", null, 0.3)|}.Fit(train);", "h.Prune(\"Model\", \"Text\", 0.3).Fit(train);", DisplayName = "null")]
    [DataRow("{|MLH3002:h.Prune(\"Model\", default, 0.3)|}.Fit(train);", "h.Prune(\"Model\", \"Text\", 0.3).Fit(train);", DisplayName = "default")]
    [DataRow("{|MLH3002:h.Prune(new PruneEstimator.Options { CalibrationColumnName = \"\", Sparsity = 0.3 })|}.Fit(train);", "h.Prune(new PruneEstimator.Options { CalibrationColumnName = \"Text\", Sparsity = 0.3 }).Fit(train);", DisplayName = "options")]
    [DataRow("h.Apply(\"Model\", \"\", \"{|MLH3002:prune(wanda, sparsity=0.3)|}\").Fit(train);", "h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.3)\").Fit(train);", DisplayName = "recipe")]
    [DataRow("{|MLH3002:Thin()|}.Fit(train);", "Thin(text: \"Text\").Fit(train);", DisplayName = "left out")]
    [DataRow("{|MLH3002:Thin(0.2)|}.Fit(train);", "Thin(0.2, text: \"Text\").Fit(train);", DisplayName = "left out after others")]
    [DataRow("{|MLH3002:Other(\"\", 0.2)|}.Fit(train);", "Other(\"Lines\", 0.2).Fit(train);", DisplayName = "the default of the method itself")]
    [DataRow("{|MLH3002:h.Prune(\"A\", \"\", 0.3)|}.Append({|MLH3002:h.Prune(\"B\", \"\", 0.2)|}).Fit(train);", "h.Prune(\"A\", \"Text\", 0.3).Append(h.Prune(\"B\", \"Text\", 0.2)).Fit(train);", DisplayName = "twice in a chain")]
    public Task The_column_is_named(string before, string after) => Check(before, after);

    [TestMethod]
    [DataRow("const string None = \"\"; {|MLH3002:h.Prune(\"Model\", None, 0.3)|}.Fit(train);", DisplayName = "a constant")]
    [DataRow("{|MLH3002:h.Prune(sparsity: 0.3)|}.Fit(ml.Data.LoadFromEnumerable(new List<Document>()));", DisplayName = "no rows")]
    [DataRow("var o = new PruneEstimator.Options { CalibrationColumnName = \"\", Sparsity = 0.3 }; {|MLH3002:h.Prune(o)|}.Fit(train);", DisplayName = "options made elsewhere")]
    [DataRow("{|MLH3002:h.Prune(\"Model\", \"\", 0.3)|}.Fit(ml.Data.LoadFromEnumerable(new List<Document>()));", DisplayName = "no column and no rows")]
    public Task No_fix_is_offered_where_it_could_do_nothing(string statements) => Check(statements, statements);

    private static Task Check(string before, string after) =>
        FixTest<CalibrationColumnFixProvider>.Members($"{Helpers} void M() {{ {before} }}", $"{Helpers} void M() {{ {after} }}");
}
