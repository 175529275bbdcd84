using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Rules;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>A finding among the steps of one model.</summary>
internal sealed record StepFinding(Finding Finding, IReadOnlyList<PipelineStep> Steps)
{
    // Where these are reported, the number is what is wrong.
    private static readonly ImmutableHashSet<Rule> AboutNumbers =
    [
        RuleTable.PastThreshold, RuleTable.WithinUncertainty, RuleTable.PastThresholdOnSomePath, RuleTable.BeyondTolerance, RuleTable.BelowThreeBits,
        RuleTable.OutsideCalibratedRange, RuleTable.PercentForFraction, RuleTable.KeptForRemoved,
    ];

    /// <summary>The step that it is about, the later one of several.</summary>
    public PipelineStep Step => Steps[Finding.StepIndex ?? Steps.Count - 1];

    /// <summary>The same with another rule or message.</summary>
    public CodeFinding As(Finding finding)
    {
        var others = ImmutableArray.CreateBuilder<Location>();
        var facts = ImmutableDictionary.CreateBuilder<string, string?>();
        if (Step.InnerLocation is { } inner) Add(FixFacts.InnerPlace, inner);
        if (finding.OtherStep is { } other) Add(FixFacts.OtherPlace, Steps[other].Location);
        if (finding.Remedy is { } remedy && Written(Steps[remedy.StepIndex], remedy) is var (argument, value))
        {
            facts.Add(FixFacts.Parameter, argument.Name);
            facts.Add(FixFacts.Value, value);
            facts.Add(FixFacts.IsLeftOut, argument.IsDefault ? "true" : "false");
            Add(FixFacts.ValuePlace, argument.Location);
        }
        return new(finding, LocationOf(finding)) { Others = others.ToImmutable(), Facts = facts.ToImmutable() };

        void Add(string name, Location place)
        {
            facts.Add(name, others.Count.ToString(CultureInfo.InvariantCulture));
            others.Add(place);
        }
    }

    // Where a pattern alone says the sparsity, another of as many weights is written, if one is safe.
    private static (StepArgument Argument, string Value)? Written(PipelineStep step, Remedy remedy) => step.Argument(remedy.Parameter) switch
    {
        null => null,
        { IsDerived: false } number => (number, remedy.Value.ToString("R", CultureInfo.InvariantCulture)),
        var derived when step.Argument(Patterns.Parameter) is { } pattern && pattern.Location == derived.Location
            && step.Facts().PatternGroup is { } group && Patterns.Within(group, remedy.Value) is { } safe => (pattern, safe),
        _ => null,
    };

    // At the number, if the code gives it.
    private Location LocationOf(Finding finding)
    {
        if (!AboutNumbers.Contains(finding.Rule)) return Step.Location;
        var number = finding.Rule == RuleTable.OutsideCalibratedRange ? Step.Argument(finding.Remedy!.Parameter) : Step.Strength;
        return number is { IsDefault: false } ? number.Location : Step.Location;
    }
}
