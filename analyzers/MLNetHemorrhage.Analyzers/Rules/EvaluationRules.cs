using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Rules;

/// <summary>Modified models that are saved or served and never measured. Where the pipeline also goes out of sight it may be measured there.</summary>
internal static class EvaluationRules
{
    public static IEnumerable<CodeFinding> Check(IReadOnlyList<PipelineUse> uses)
    {
        var seenElsewhere = new HashSet<Site>(uses.Where(u => u.Kind is not (UseKind.Fitted or UseKind.Served or UseKind.Discarded)).SelectMany(Modifications).Select(s => s.Site));
        foreach (var use in uses.Where(u => u.Kind == UseKind.Served))
        {
            var steps = Modifications(use).ToList();
            if (steps.Count > 0 && !steps.Exists(s => seenElsewhere.Contains(s.Site)))
                yield return UnmeasuredModel.In(use, new(RuleTable.NeverEvaluated.Find(null, string.Join(" + ", steps.Select(s => s.Text()).Distinct())), use.Location));
        }
    }

    private static IEnumerable<PipelineStep> Modifications(PipelineUse use) =>
        use.Pipelines.SelectMany(p => p.Pipeline.Links).Select(l => l.Step).Where(s => s.Kind == StepKind.Modification);
}
