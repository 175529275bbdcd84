using MLNetHemorrhage.Analyzers.Configuration;
using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Rules;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>Applies the shared rules to what happens to one model.</summary>
internal static class LineageFindings
{
    /// <summary>The findings, but for those that a called method has whoever calls it: they are reported there.</summary>
    /// <param name="lineage">The model.</param>
    /// <param name="knowledge">What it is held against.</param>
    /// <param name="protocol">The protocol that the body measures it under, of which a called method knows nothing; null where that is not known.</param>
    public static IEnumerable<StepFinding> Of(Lineage lineage, Knowledge knowledge, string? protocol)
    {
        var links = lineage.Links.Where(l => l.Step.Kind == StepKind.Modification).ToList();
        var elsewhere = links.Where(l => l.Step.BelongsElsewhere).GroupBy(l => l.Step.Site.Caller).SelectMany(g => Check(g, knowledge.Table, knowledge.Of(lineage)));
        var told = new HashSet<(string, Site, int)>(elsewhere.Select(Key));
        return Check(links, knowledge.Table, knowledge.Of(lineage, protocol)).Where(f => !told.Contains(Key(f)));
    }

    private static IEnumerable<StepFinding> Check(IEnumerable<PipelineLink> links, ThresholdTable table, ThresholdContext context)
    {
        var steps = Unrolled(links.ToList()).Select(l => l.Step).ToList();
        var misnamed = steps.Select(ShareNames.Check).ToList();
        for (int i = 0; i < steps.Count; i++)
            if (misnamed[i] is { } finding) yield return new(finding with { StepIndex = i }, steps);

        // Which share a misnamed number is cannot be told, so that nothing follows from it.
        var facts = steps.Select((s, i) => misnamed[i] is null ? s.Facts() : s.Facts() with { Value = null });
        foreach (var finding in RecipeRules.Check([.. facts], table, context))
        {
            var found = new StepFinding(finding, steps);
            // Of a method that the code does not say nothing can be known.
            if (finding.Rule != RuleTable.NoRecord || found.Step.Method is not null) yield return found;
        }
    }

    // A loop does its steps more than once; twice shows what follows from that.
    private static IEnumerable<PipelineLink> Unrolled(List<PipelineLink> links)
    {
        for (int i = 0; i < links.Count; i++)
        {
            yield return links[i];
            if (!links[i].Repeats || i + 1 < links.Count && links[i + 1].Repeats) continue;
            int first = i;
            while (first > 0 && links[first - 1].Repeats) first--;
            for (int k = first; k <= i; k++) yield return links[k];
        }
    }

    private static (string, Site, int) Key(StepFinding found) => (found.Finding.Id, found.Step.Site, found.Step.RecipeIndex);
}
