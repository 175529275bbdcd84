using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Configuration;
using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Rules;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>What is wrong with the pipelines of a body; each finding once, however many uses show it.</summary>
internal static class PipelineFindings
{
    public static IEnumerable<CodeFinding> Of(IReadOnlyList<PipelineUse> uses, Knowledge knowledge)
    {
        var told = new HashSet<(string, Location)>();
        var protocols = new MeasuredProtocols(uses);
        // What is certain at one use is not told as possible because of another.
        var all = uses.SelectMany(u => OfUse(u, knowledge, protocols)).OrderBy(f => f.Finding.Rule == RuleTable.PastThresholdOnSomePath)
            .Concat(CalibrationRules.Check(uses)).Concat(RecalibrationRules.Check(uses)).Concat(EvaluationRules.Check(uses));
        foreach (var finding in all)
        {
            bool isPath = finding.Finding.Rule == RuleTable.PastThresholdOnSomePath;
            if (told.Add((isPath ? RuleTable.PastThreshold.Id : finding.Finding.Id, finding.Location))) yield return finding;
        }
    }

    private static IEnumerable<CodeFinding> OfUse(PipelineUse use, Knowledge knowledge, MeasuredProtocols protocols)
    {
        var byPipeline = use.Pipelines.Select(p => Lineage.Of(p.Pipeline).SelectMany(l => LineageFindings.Of(l, knowledge, protocols.Of(l, p))).ToList()).ToList();
        foreach (var found in byPipeline.SelectMany(f => f))
        {
            bool isCertain = !use.HasOthers && byPipeline.TrueForAll(other => other.Exists(o => o.Finding.Id == found.Finding.Id && o.Step.Site.Equals(found.Step.Site)));
            yield return found.As(isCertain ? found.Finding : OnSomePath(found.Finding));
        }
    }

    // Only the rule about a step's own threshold has two ids; the others say it in the message alone.
    private static Finding OnSomePath(Finding finding)
    {
        if (finding.Severity == FindingSeverity.Info) return finding;
        string message = string.Format(System.Globalization.CultureInfo.InvariantCulture, RuleTable.PastThresholdOnSomePath.MessageFormat, finding.Message);
        return finding with { Rule = finding.Rule == RuleTable.PastThreshold ? RuleTable.PastThresholdOnSomePath : finding.Rule, Message = message };
    }
}
