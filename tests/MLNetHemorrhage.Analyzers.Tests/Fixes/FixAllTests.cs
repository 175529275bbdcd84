using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.CodeFixes.Order;
using MLNetHemorrhage.CodeFixes.Suppression;
using MLNetHemorrhage.CodeFixes.Values;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>"Fix all" changes every place of every document, also several that a single fix would need one after the other.</summary>
[TestClass]
public sealed class FixAllTests
{
    [TestMethod]
    public Task Values() => TwoDocuments<ValueFixProvider>(
        "h.Prune(sparsity: {|MLH1001:0.9|}).Append(h.Prune(\"B\", sparsity: {|MLH1001:0.8|})).Fit(train);", "h.Prune(sparsity: 0.551).Append(h.Prune(\"B\", sparsity: 0.551)).Fit(train);",
        "h.Quantize(bits: {|MLH1005:2|}).Fit(rows);", "h.Quantize(bits: 4).Fit(rows);");

    [TestMethod]
    public Task Moves() => TwoDocuments<OrderFixProvider>(
        "h.Quantize(bits: 8).Append({|MLH2001:h.Prune(sparsity: 0.2)|}).Fit(train); h.Apply(\"Model\", \"Text\", \"quantize(rtn, bits=8) + {|MLH2001:prune(wanda, sparsity=0.2)|}\").Fit(train);",
        "h.Prune(sparsity: 0.2).Append(h.Quantize(bits: 8)).Fit(train); h.Apply(\"Model\", \"Text\", \"prune(wanda, sparsity=0.2) + quantize(rtn, bits=8)\").Fit(train);",
        "h.Quantize(bits: 6).Append({|MLH2001:h.Prune(sparsity: 0.1)|}).Fit(rows);", "h.Prune(sparsity: 0.1).Append(h.Quantize(bits: 6)).Fit(rows);");

    [TestMethod]
    public async Task Suppressions()
    {
        const string Reason = "[System.Diagnostics.CodeAnalysis.SuppressMessage(\"Order\", \"MLH2003:Requantization\", Justification = \"Accepted: quantize(rtn, bits=6) comes after quantize(rtn, bits=8): the second grid rounds values that are rounded already, and both errors remain\")]";
        var test = FixTest<SuppressionFixProvider>.OfMembers(
            "\nvoid M() => h.Quantize(bits: 8).Append({|MLH2003:h.Quantize(bits: 6)|}).Fit(train);", $"\n{Reason}\nvoid M() => h.Quantize(bits: 8).Append(h.Quantize(bits: 6)).Fit(train);");
        test.TestState.Sources.Add(("/0/Test1.cs", Second("h.Quantize(bits: 8).Append({|MLH2003:h.Quantize(bits: 6)|}).Fit(rows);")));
        test.FixedState.Sources.Add(("/0/Test1.cs", Second("h.Quantize(bits: 8).Append(h.Quantize(bits: 6)).Fit(rows);", Reason + " ")));
        await test.RunAsync();
    }

    [TestMethod]
    [DataRow("Both()", "Both(share: 0.2, warmth: 1)", DisplayName = "no arguments")]
    [DataRow("Both(\"A\")", "Both(\"A\", share: 0.2, warmth: 1)", DisplayName = "after others")]
    [DataRow("Both(new Settings())", "Both(new Settings() { Share = 0.2, Warmth = 1 })", DisplayName = "no initializer")]
    [DataRow("Both(new Settings { })", "Both(new Settings { Share = 0.2, Warmth = 1 })", DisplayName = "empty initializer")]
    [DataRow("Both(new Settings { Model = \"A\" })", "Both(new Settings { Model = \"A\", Share = 0.2, Warmth = 1 })", DisplayName = "initializer")]
    public Task Two_values_that_one_call_leaves_out(string before, string after)
    {
        const string Helpers = """
            [ModificationStep(ModificationKind.Prune, Method = "wanda")] static IEstimator<ITransformer> Both([ModelColumn] string model = "Model", [RemovedFraction] double share = 0.5, [StepParameter("warmth")] double warmth = 1.5) => null;
            [ModificationStep(ModificationKind.Prune, Method = "wanda")] static IEstimator<ITransformer> Both(Settings settings) => null;
            class Settings { [ModelColumn] public string Model { get; set; } = "Model"; [RemovedFraction] public double Share { get; set; } = 0.5; [StepParameter("warmth")] public double Warmth { get; set; } = 1.5; }

            """;
        return FixTest<ValueFixProvider>.OfMembers($"{Helpers} void M() => {{|MLH1001:{{|MLH1008:{before}|}}|}}.Fit(train);", $"{Helpers} void M() => {after}.Fit(train);")
            .With("range.hemorrhage-thresholds.txt", "range step=prune method=wanda parameter=warmth from=0.5 to=1").With("hemorrhage_threshold.prune.wanda = 0.2").RunAsync();
    }

    private static Task TwoDocuments<TFix>(string before, string after, string secondBefore, string secondAfter)
        where TFix : CodeFixProvider, new()
    {
        var test = FixTest<TFix>.OfStatements(before, after);
        test.TestState.Sources.Add(("/0/Test1.cs", Second(secondBefore)));
        test.FixedState.Sources.Add(("/0/Test1.cs", Second(secondAfter)));
        return test.RunAsync();
    }

    private static string Second(string statements, string attribute = "") =>
        $"using Microsoft.ML; using MLNetHemorrhage; static class Other {{ {attribute}static void N(HemorrhageCatalog h, IDataView rows) {{ {statements} }} }}";
}
