using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>Steps of code as rules and messages know them.</summary>
internal static class StepTexts
{
    public static StepFacts Facts(this PipelineStep step) => new(step.Verb, step.Method ?? StepName.AnyMethod, step.Strength?.Name, step.Strength?.Number)
    {
        Parameters = Numbers(step),
        PatternGroup = step.Strength is { IsDerived: true } ? Patterns.Parse(step.Argument(Patterns.Parameter)?.Value as string)?.Group : null,
    };

    /// <summary>As recipes write it, with the strength alone.</summary>
    public static string Text(this PipelineStep step) => step.Facts().ToString();

    // Unfinished code may give a parameter twice; the last one counts.
    private static Dictionary<string, double> Numbers(PipelineStep step)
    {
        var numbers = new Dictionary<string, double>();
        foreach (var argument in step.Arguments)
            if (argument.Number is { } number && !Strengths.IsKnown(argument.Name)) numbers[argument.Name] = number;
        return numbers;
    }
}
