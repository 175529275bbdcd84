using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Rules;

/// <summary>Steps after which a model has to be calibrated anew, in pipelines that are fitted without that.</summary>
internal static class RecalibrationRules
{
    public static IEnumerable<CodeFinding> Check(IReadOnlyList<PipelineUse> uses)
    {
        var calibrated = new HashSet<Site>(uses.SelectMany(u => u.Pipelines).SelectMany(p => Steps(p.Pipeline)).Where(s => s.IsFollowed).Select(s => s.Step.Site));
        foreach (var use in uses.Where(u => u.Kind == UseKind.Fitted))
        {
            foreach (var pipeline in use.Pipelines.Where(p => !p.Pipeline.IsOpen))
            {
                foreach (var (step, _) in Steps(pipeline.Pipeline).Where(s => !s.IsFollowed && !calibrated.Contains(s.Step.Site)))
                    yield return new(Rule(step)!.Find(null, step.Text()), step.Location);
            }
        }
    }

    private static Rule? Rule(PipelineStep step) => step is not { Kind: StepKind.Modification } ? null : step.Verb switch
    {
        "expand" => RuleTable.ExpandedWithoutRecalibration,
        "decode" => RuleTable.DecodingWithoutCalibration,
        _ => null,
    };

    // A calibration of a column that is not known may be the one of this model.
    private static IEnumerable<(PipelineStep Step, bool IsFollowed)> Steps(Pipeline pipeline)
    {
        for (int i = 0; i < pipeline.Links.Length; i++)
        {
            var step = pipeline.Links[i].Step;
            if (Rule(step) is null) continue;
            bool isFollowed = pipeline.Links.Skip(i + 1).Any(l => l.Step.Kind == StepKind.Recalibration
                && (l.Step.ModelColumn is null || step.ModelColumn is null || Lineage.Of(pipeline).Any(m => m.Links.Contains(pipeline.Links[i]) && m.Links.Contains(l))));
            yield return (step, isFollowed);
        }
    }
}
