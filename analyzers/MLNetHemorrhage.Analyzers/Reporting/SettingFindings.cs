using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Configuration;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Uses;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>Settings that cannot be used. The compiler does not say where they stand, so they are reported where they would count: at the first modification of a body.</summary>
internal static class SettingFindings
{
    public static IEnumerable<CodeFinding> Of(IReadOnlyList<PipelineUse> uses, ProjectSettings settings)
    {
        if (settings.Problems.Count == 0) return [];
        var first = uses.SelectMany(u => u.Pipelines).SelectMany(p => p.Pipeline.Links).Select(l => l.Step)
            .Where(s => s is { Kind: StepKind.Modification, BelongsElsewhere: false })
            .OrderBy(s => s.Location.SourceSpan.Start).FirstOrDefault();
        return first is null ? [] : settings.Problems.Select(p => new CodeFinding(p, first.Location));
    }
}
