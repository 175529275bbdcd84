using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Configuration;
using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>What is wrong with the pipelines of a body; each finding once, however many uses show it.</summary>
internal static class PipelineFindings
{
    public static IEnumerable<PipelineFinding> Of(IReadOnlyList<PipelineUse> uses, Knowledge knowledge)
    {
        var told = new HashSet<(string, Location)>();
        // What is certain at one use is not told as possible because of another.
        var all = uses.SelectMany(u => OfUse(u, knowledge)).OrderBy(f => f.Finding.Rule == RuleTable.PastThresholdOnSomePath);
        foreach (var finding in all)
        {
            bool isPath = finding.Finding.Rule == RuleTable.PastThresholdOnSomePath;
            if (told.Add((isPath ? RuleTable.PastThreshold.Id : finding.Finding.Id, finding.Location))) yield return finding;
        }
    }

    private static IEnumerable<PipelineFinding> OfUse(PipelineUse use, Knowledge knowledge)
    {
        var byPipeline = use.Pipelines.Select(p => Lineage.Of(p.Pipeline).SelectMany(l => LineageFindings.Of(l, knowledge)).ToList()).ToList();
        foreach (var (finding, step) in byPipeline.SelectMany(f => f))
        {
            bool isCertain = !use.HasOthers && byPipeline.TrueForAll(other => other.Exists(o => o.Finding.Id == finding.Id && o.Step.Site.Equals(step.Site)));
            yield return new(isCertain ? finding : OnSomePath(finding), step);
        }
    }

    // Only the rule about a step's own threshold has two ids; the others say it in the message alone.
    private static Finding OnSomePath(Finding finding)
    {
        if (finding.Severity == FindingSeverity.Info) return finding;
        string message = string.Format(System.Globalization.CultureInfo.InvariantCulture, RuleTable.PastThresholdOnSomePath.MessageFormat, finding.Message);
        return finding.Rule == RuleTable.PastThreshold ? new(RuleTable.PastThresholdOnSomePath, finding.StepIndex, message) : finding with { Message = message };
    }
}
