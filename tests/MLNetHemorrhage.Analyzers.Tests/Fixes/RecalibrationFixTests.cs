using MLNetHemorrhage.CodeFixes.Calibration;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>The one method that calibrates anew is appended, with what it needs.</summary>
[TestClass]
public sealed class RecalibrationFixTests
{
    private const string Steps = """
        [ModificationStep(ModificationKind.Expand, Method = "copy")] static IEstimator<ITransformer> Deeper([ModelColumn] string model = "Model") => null;
        [ModificationStep(ModificationKind.Decode, Method = "greedy")] static IEstimator<ITransformer> Greedy([ModelColumn] string model = "Model") => null;

        """;

    private const string Own = "[RecalibratesModel] static IEstimator<ITransformer> Again([ModelColumn] string model = \"Model\") => null;\n";

    [TestMethod]
    [DataRow("{|MLH3003:Deeper()|}.Fit(train);", "Deeper().Append(Again()).Fit(train);", DisplayName = "alone")]
    [DataRow("h.LoadLanguageModel().Append({|MLH3004:Greedy()|}).Append(h.ScoreText()).Fit(train);", "h.LoadLanguageModel().Append(Greedy()).Append(Again()).Append(h.ScoreText()).Fit(train);", DisplayName = "in a chain")]
    [DataRow("h.Apply(\"Model\", \"Text\", \"{|MLH3003:expand(copy)|} + quantize(rtn, bits=8)\").Fit(train);", "h.Apply(\"Model\", \"Text\", \"expand(copy) + quantize(rtn, bits=8)\").Append(Again()).Fit(train);", DisplayName = "after the recipe")]
    [DataRow("{|MLH3003:Deeper(\"A\")|}.Append(h.Quantize(\"A\", bits: 8)).Fit(train);", "Deeper(\"A\").Append(Again(\"A\")).Append(h.Quantize(\"A\", bits: 8)).Fit(train);", DisplayName = "of another column")]
    [DataRow("{|MLH3003:Deeper(\"A\")|}.Append({|MLH3004:Greedy(\"B\")|}).Fit(train);", "Deeper(\"A\").Append(Again(\"A\")).Append(Greedy(\"B\")).Append(Again(\"B\")).Fit(train);", DisplayName = "two models")]
    [DataRow("{|MLH3003:Deeper()|}.Append({|MLH3004:Greedy()|}).Fit(train);", "Deeper().Append(Again()).Append(Greedy()).Append(Again()).Fit(train);", DisplayName = "two steps")]
    [DataRow("IEstimator<ITransformer> p = {|MLH3003:Deeper()|}; p.Fit(train);", "IEstimator<ITransformer> p = Deeper().Append(Again()); p.Fit(train);", DisplayName = "in a variable")]
    public Task A_method_of_the_class_is_appended(string before, string after) => Check(Own, before, after);

    [TestMethod]
    public Task It_stands_on_a_line_of_its_own_where_the_others_do() => Check(
        Own,
        """

                var p = h.LoadLanguageModel()
                    .Append({|MLH3003:Deeper()|}) // more layers
                    .Append(h.ScoreText());
                p.Fit(train);
        """,
        """

                var p = h.LoadLanguageModel()
                    .Append(Deeper()) // more layers
                    .Append(Again())
                    .Append(h.ScoreText());
                p.Fit(train);
        """);

    [TestMethod]
    [DataRow("static class Steps { [RecalibratesModel] public static IEstimator<ITransformer> Again(HemorrhageCatalog catalog) => null; }", "Steps.Again(h)", DisplayName = "of another class, with the catalog")]
    [DataRow("static class Steps { [RecalibratesModel] public static IEstimator<ITransformer> Again(MLContext context, int rows = 8, [ModelColumn] string model = null) => null; }", "Steps.Again(ml, model: \"Model\")", DisplayName = "with a context, past an option")]
    [DataRow("[RecalibratesModel] IEstimator<ITransformer> Again([ModelColumn] string model) => null;", "Again(\"Model\")", DisplayName = "with the default column of the step")]
    [DataRow("[RecalibratesModel] IEstimator<ITransformer> Again(HemorrhageCatalog c) => null; [RecalibratesModel] IEstimator<ITransformer> Again(HemorrhageCatalog c, string note) => null;", "Again(h)", DisplayName = "overloads")]
    [DataRow("[RecalibratesModel] IEstimator<ITransformer> Again() => null; static class Hidden { [RecalibratesModel] static IEstimator<ITransformer> More() => null; }", "Again()", DisplayName = "another that cannot be called")]
    [DataRow("[RecalibratesModel] IEstimator<ITransformer> Again() => null; [RecalibratesModel] IEstimator<ITransformer> Strange(Uri where) => null;", "Again()", DisplayName = "another that needs what is not there")]
    public Task It_is_given_what_it_needs(string members, string call) => Check(members + "\n", "{|MLH3003:Deeper()|}.Fit(train);", $"Deeper().Append({call}).Fit(train);");

    [TestMethod]
    [DataRow("", "{|MLH3003:Deeper()|}.Fit(train);", DisplayName = "there is none")]
    [DataRow(Own + "[RecalibratesModel] static IEstimator<ITransformer> Also() => null;\n", "{|MLH3003:Deeper()|}.Fit(train);", DisplayName = "there are two")]
    [DataRow(Own + "IEstimator<ITransformer> Make() => Deeper();\n", "{|MLH3003:Make()|}.Fit(train);", DisplayName = "made elsewhere")]
    public Task No_fix_is_offered_where_it_is_not_clear_what_to_append(string members, string statements) => Check(members, statements, statements);

    private static Task Check(string members, string before, string after) =>
        FixTest<RecalibrationFixProvider>.Members($"{Steps}{members} void M() {{ {before} }}", $"{Steps}{members} void M() {{ {after} }}");
}
