using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>What is wrong with the pipelines of a body; each finding once, however many uses show it.</summary>
internal static class PipelineFindings
{
    public static IEnumerable<PipelineFinding> Of(IReadOnlyList<PipelineUse> uses)
    {
        var told = new HashSet<(string, Location)>();
        // What is certain at one use is not told as possible because of another.
        var all = uses.SelectMany(u => OfUse(u)).OrderBy(f => f.Finding.Rule == PathRules.PastThresholdOnSomePath);
        foreach (var finding in all)
        {
            bool isPath = finding.Finding.Rule == PathRules.PastThresholdOnSomePath;
            if (told.Add((isPath ? "MLH1001" : finding.Finding.Id, finding.Location))) yield return finding;
        }
    }

    private static IEnumerable<PipelineFinding> OfUse(PipelineUse use)
    {
        var byPipeline = use.Pipelines.Select(p => Lineage.Of(p.Pipeline).SelectMany(l => LineageFindings.Of(l, ThresholdTable.Default)).ToList()).ToList();
        foreach (var (finding, step) in byPipeline.SelectMany(f => f))
        {
            bool isCertain = !use.HasOthers && byPipeline.TrueForAll(other => other.Exists(o => o.Finding.Id == finding.Id && o.Step.Site.Equals(step.Site)));
            yield return new(isCertain ? finding : PathRules.OnSomePath(finding), step);
        }
    }
}
