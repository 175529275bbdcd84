using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Testing;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Tests.Robustness.Rules;

namespace MLNetHemorrhage.Analyzers.Tests.Rules;

/// <summary>A recipe in code gets the findings that the same recipe gets when it runs: one list of cases drives both.</summary>
[TestClass]
public sealed partial class RuleCaseTests
{
    // These rules are reported at the number of the step.
    private static readonly string[] AtNumbers = ["MLH1001", "MLH1002", "MLH1004", "MLH1005", "MLH1008", "MLH9002", "MLH9005"];

    // What only code can break is not what is compared here.
    private static readonly string OthersOff = string.Join('\n', RuleTable.All.Where(r => r.IsAboutCode && r.Id != "MLH9006").Select(r => $"dotnet_diagnostic.{r.Id}.severity = none"));

    /// <summary>All cases but those without the published table, which the analyzer always has.</summary>
    public static IEnumerable<object[]> Names => RuleCase.All.Where(c => c.Table is not ["empty"]).Select(c => new object[] { c.Name });

    [TestMethod]
    [DynamicData(nameof(Names))]
    public async Task Code_and_recipes_say_the_same(string name)
    {
        var expected = RuleCase.All.Single(c => c.Name == name);
        int step = 0;
        string recipe = StepPattern().Replace(expected.Steps, m =>
        {
            var (whole, strength) = (2 * step, 2 * step++ + 1);
            string begin = m.Groups[1].Value;
            return m.Groups[2].Success
                ? $"{{|#{whole}:{begin}{m.Groups[2].Value}{{|#{strength}:{m.Groups[3].Value}|}})|}}"
                : $"{{|#{whole}:{{|#{strength}:{begin})|}}|}}";
        });
        string apply = $"h.Apply(\"Model\", \"Text\", \"{recipe}\")";
        string pipeline = expected.Model == "*" ? apply : $"h.LoadLanguageModel(\"Model\", \"{expected.Model}\").Append({apply})";
        var test = RuleTest.OfStatements($"{pipeline}.Fit(train);")
            .With("case.hemorrhage-thresholds.txt", string.Join('\n', expected.Table))
            .With(OthersOff + (expected.Protocol is { } protocol ? $"\nhemorrhage_protocol = {protocol}" : ""));
        foreach (var finding in expected.Findings)
        {
            var rule = RuleTable.All.Single(r => r.Id == finding.Id);
            test.TestState.ExpectedDiagnostics.Add(new DiagnosticResult(Descriptors.Of(rule))
                .WithLocation(2 * finding.Step!.Value + (AtNumbers.Contains(finding.Id) ? 1 : 0)).WithMessage(finding.Message));
        }
        await test.RunAsync();
    }

    [GeneratedRegex(@"(\w+\(\w+)(?:(, \w+=)([\w.:]+))?\)")]
    private static partial Regex StepPattern();
}
