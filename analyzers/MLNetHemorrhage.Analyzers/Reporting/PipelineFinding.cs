using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Analyzers.Flow.Pipelines;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>A finding and the step of the code that it is about.</summary>
internal sealed record PipelineFinding(Finding Finding, PipelineStep Step)
{
    /// <summary>Where it is reported: at the number, if the rule is about one and the code gives it.</summary>
    public Location Location => IsAboutStrength && Step.Strength is { IsDefault: false } strength ? strength.Location : Step.Location;

    public Diagnostic ToDiagnostic() =>
        Diagnostic.Create(Descriptors.Of(Finding.Rule), Location, Step.InnerLocation is { } inner ? [inner] : null, messageArgs: Finding.Message);

    private bool IsAboutStrength => Finding.Rule.Id is "MLH1001" or "MLH1002" or "MLH1003" or "MLH1004" or "MLH1005" or "MLH9002";
}
