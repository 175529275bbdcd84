using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>A finding and where it is reported.</summary>
internal sealed record CodeFinding(Finding Finding, Location Location)
{
    /// <summary>Other places that it is about; <see cref="Facts"/> says which.</summary>
    public ImmutableArray<Location> Others { get; init; } = [];

    /// <summary>What a fix needs to know, by the names of <see cref="FixFacts"/>.</summary>
    public ImmutableDictionary<string, string?> Facts { get; init; } = ImmutableDictionary<string, string?>.Empty;

    public Diagnostic ToDiagnostic() => Diagnostic.Create(Descriptors.Of(Finding.Rule), Location, Others, Facts, Finding.Message);
}
