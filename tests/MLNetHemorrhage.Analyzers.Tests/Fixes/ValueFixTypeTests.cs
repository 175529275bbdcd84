using MLNetHemorrhage.CodeFixes.Values;

namespace MLNetHemorrhage.Analyzers.Tests.Fixes;

/// <summary>Numbers are written as the type of their place wants them, through helpers with the library's attributes.</summary>
[TestClass]
public sealed class ValueFixTypeTests
{
    [TestMethod]
    [DataRow("float", "0.9f", "0.551f")]
    [DataRow("float?", "0.9f", "0.551f")]
    [DataRow("decimal", "0.9m", "0.551m")]
    [DataRow("decimal?", "0.9M", "0.551m")]
    [DataRow("double?", "0.9", "0.551")]
    [DataRow("double", "0.9D", "0.551")]
    [DataRow("double", "1", "0.551")]
    [DataRow("double", "9e-1", "0.551")]
    public Task Shares(string type, string before, string after) => Check($"[ModificationStep(ModificationKind.Prune, Method = \"wanda\")] static IEstimator<ITransformer> Thin([RemovedFraction] {type} share) => null;", "Thin", "MLH1001", before, after);

    [TestMethod]
    [DataRow("int", "2", "4")]
    [DataRow("int?", "2", "4")]
    [DataRow("byte", "2", "4")]
    [DataRow("short", "2", "4")]
    [DataRow("long", "2L", "4")]
    [DataRow("uint", "2u", "4")]
    [DataRow("double", "2.5", "4")]
    public Task Bits(string type, string before, string after) => Check($"[ModificationStep(ModificationKind.Quantize, Method = \"rtn\")] static IEstimator<ITransformer> Small([BitWidth] {type} bits) => null;", "Small", "MLH1005", before, after);

    [TestMethod]
    public Task A_type_that_cannot_hold_the_value_is_left_alone()
    {
        const string Code = "[ModificationStep(ModificationKind.Prune, Method = \"wanda\")] static IEstimator<ITransformer> Thin([RemovedFraction] int share) => null; void M() => Thin({|MLH1001:1|}).Fit(train);";
        return FixTest<ValueFixProvider>.Members(Code, Code);
    }

    private static Task Check(string helper, string name, string rule, string before, string after) =>
        FixTest<ValueFixProvider>.Members($"{helper} void M() => {name}({{|{rule}:{before}|}}).Fit(train);", $"{helper} void M() => {name}({after}).Fit(train);");
}
