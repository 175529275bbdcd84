using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Tests.Robustness.Rules;

/// <summary>One entry of <c>tests/RuleCases/cases.json</c>: steps, what is known, and the findings that must come of it.</summary>
internal sealed partial record RuleCase(string Name, string Steps, string Model, string? Protocol, string[] Table, ExpectedFinding[] Findings)
{
    private static readonly JsonSerializerOptions Form = new(JsonSerializerDefaults.Web);

    public static RuleCase[] All { get; } = JsonSerializer.Deserialize<RuleCase[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "RuleCases/cases.json")), Form)!;

    /// <summary>The published table with the case's lines on top; "empty" as the only line leaves it out.</summary>
    public ThresholdTable ReadTable()
    {
        if (Table is ["empty"]) return ThresholdTable.Empty;
        var problems = new List<ThresholdProblem>();
        var own = ThresholdTable.Parse("#hemorrhage-thresholds 1\n" + string.Join('\n', Table), Name, problems);
        Assert.IsEmpty(problems);
        return ThresholdTable.Default.Merge(own);
    }

    /// <summary>The steps, also of methods that this version has not.</summary>
    public StepFacts[] ReadSteps() => [.. StepPattern().Matches(Steps).Select(ReadStep)];

    private static StepFacts ReadStep(Match step)
    {
        string verb = step.Groups[1].Value, method = step.Groups[2].Value, parameter = step.Groups[3].Value;
        if (parameter.Length == 0) return new(verb, method);
        if (parameter == "pattern") return OfPattern(verb, method, step.Groups[4].Value);
        if (parameter == "type") return new(verb, method, "bits", BlockFormatNames.BitsOf(step.Groups[4].Value));
        double value = double.Parse(step.Groups[4].Value, CultureInfo.InvariantCulture);
        return Strengths.IsKnown(parameter) ? new(verb, method, parameter, value) : new(verb, method) { Parameters = new Dictionary<string, double> { [parameter] = value } };
    }

    private static StepFacts OfPattern(string verb, string method, string pattern)
    {
        if (pattern == "none") return new(verb, method, "sparsity", 0.5);
        int[] counts = [.. pattern.Split(':').Select(n => int.Parse(n, CultureInfo.InvariantCulture))];
        return new(verb, method, "sparsity", (double)(counts[1] - counts[0]) / counts[1]) { PatternGroup = counts[1] };
    }

    public override string ToString() => Name;

    [GeneratedRegex(@"(\w+)\((\w+)(?:, (\w+)=([\w.:]+))?\)")]
    private static partial Regex StepPattern();
}

/// <summary>A finding as the list of cases gives it.</summary>
internal sealed record ExpectedFinding(string Id, int? Step, string Message)
{
    public static ExpectedFinding Of(Finding finding) => new(finding.Id, finding.StepIndex, finding.Message);
}
