using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Analyzers.Flow.Uses;
using MLNetHemorrhage.Analyzers.Reporting;

namespace MLNetHemorrhage.Analyzers.Rules;

/// <summary>What a fix needs to know to measure a model: where it was fitted, the column that it is in, and the one that keeps it as it was.</summary>
internal static class UnmeasuredModel
{
    /// <summary>The finding with these facts; as it was where more than one model may be meant.</summary>
    public static CodeFinding In(PipelineUse use, CodeFinding finding)
    {
        if (use is not { HasOthers: false, Pipelines.Count: 1 } || use.Pipelines[0] is not { FittedAt: { } fitted } only) return finding;
        if (Lineage.Of(only.Pipeline) is not { Count: 1 } models || models[0].Column is not { } column) return finding;
        var places = ImmutableArray.Create(fitted.GetLocation());
        var facts = finding.Facts.Add(FixFacts.FittedPlace, "0").Add(FixFacts.ModelColumn, column);
        var before = only.Pipeline.Links.Select(l => l.Step).TakeWhile(s => !(s.Kind == StepKind.Modification && s.ModelColumn == column)).ToList();
        if (Kept(before, column) is { } kept) facts = facts.Add(FixFacts.BaselineColumn, kept);
        else if (before.LastOrDefault(s => s.Kind == StepKind.Load && s.ModelColumn == column) is { } load)
        {
            facts = facts.Add(FixFacts.LoadPlace, places.Length.ToString(CultureInfo.InvariantCulture));
            places = places.Add(load.Location);
        }
        return finding with { Facts = facts, Others = places };
    }

    // A copy of the model, or what the model is a copy of.
    private static string? Kept(List<PipelineStep> steps, string column)
    {
        string? kept = null;
        foreach (var step in steps)
        {
            if (step.Kind == StepKind.Copy && step.ModelColumn == column) kept = step.CopyColumn;
            else if (step.Kind == StepKind.Copy && step.CopyColumn == column) kept = step.ModelColumn;
            else if (step.Kind == StepKind.Load && step.ModelColumn == column) kept = null;
        }
        return kept;
    }
}
