using System.Collections.Immutable;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;

namespace MLNetHemorrhage.Analyzers.Flow;

/// <summary>What happens to one model in a pipeline: steps on other columns do not count for it, and a copied column carries on what was done before.</summary>
/// <param name="Column">The column that carries the model; null where it is not known.</param>
/// <param name="ModelPath">The path that the model was loaded from; null where that is not known, or it is the library's own.</param>
/// <param name="Links">Its steps, modifications and recalibrations.</param>
internal sealed record Lineage(string? Column, string? ModelPath, ImmutableArray<PipelineLink> Links)
{
    // Each turn of the loop that it is in starts from the model anew, so that nothing after it is done twice.
    private bool StartsInLoop { get; init; }

    /// <summary>The lineages of a pipeline that have modifications.</summary>
    public static IReadOnlyList<Lineage> Of(Pipeline pipeline)
    {
        var byColumn = new Dictionary<string, Lineage>();
        var unnamed = new List<Lineage>();
        foreach (var link in pipeline.Links)
        {
            var step = link.Step;
            switch (step.Kind)
            {
                case StepKind.Load when step.ModelColumn is { } column:
                    byColumn[column] = new(column, step.ModelPath, []) { StartsInLoop = link.Repeats };
                    break;
                case StepKind.Copy when step is { CopyColumn: { } copy, ModelColumn: { } copied }:
                    var source = byColumn.TryGetValue(copied, out var original) ? original : new(copied, null, []);
                    byColumn[copy] = source with { Column = copy, StartsInLoop = link.Repeats };
                    break;
                case StepKind.Modification or StepKind.Recalibration when step.ModelColumn is { } column:
                    var before = byColumn.TryGetValue(column, out var known) ? known : new(column, null, []);
                    byColumn[column] = before with { Links = before.Links.Add(before.StartsInLoop ? link with { Repeats = false } : link) };
                    break;
                case StepKind.Modification:
                    // Each turn of a loop may be about another model.
                    unnamed.Add(new(null, null, [link with { Repeats = false }]));
                    break;
            }
        }
        // A copy that nothing was done to after it says nothing new.
        return [.. byColumn.Values.Concat(unnamed).Where(l => l.Links.Any(m => m.Step.Kind == StepKind.Modification)).GroupBy(l => (l.Links, l.ModelPath)).Select(g => g.First())];
    }
}
