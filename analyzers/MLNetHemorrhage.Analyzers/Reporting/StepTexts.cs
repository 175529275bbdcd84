using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>Steps of code as rules and messages know them.</summary>
internal static class StepTexts
{
    public static StepFacts Facts(this PipelineStep step) => new(step.Verb, step.Method ?? StepName.AnyMethod, step.Strength?.Name, step.Strength?.Number)
    {
        Parameters = step.Arguments.Where(a => a.Number is not null && !Strengths.IsKnown(a.Name)).ToDictionary(a => a.Name, a => a.Number!.Value),
    };

    /// <summary>As recipes write it, with the strength alone.</summary>
    public static string Text(this PipelineStep step) => step.Facts().ToString();
}
