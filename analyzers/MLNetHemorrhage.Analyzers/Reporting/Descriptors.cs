using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using MLNetHemorrhage.Rules;

namespace MLNetHemorrhage.Analyzers.Reporting;

/// <summary>The rules as the compiler knows them; ids, titles and severities are those of the rule table.</summary>
internal static class Descriptors
{
    private static readonly ImmutableDictionary<string, DiagnosticDescriptor> ById =
        RuleTable.All.ToImmutableDictionary(r => r.Id, Descriptor);

    public static ImmutableArray<DiagnosticDescriptor> All { get; } = [.. ById.Values.OrderBy(d => d.Id, StringComparer.Ordinal)];

    public static DiagnosticDescriptor Of(Rule rule) => ById[rule.Id];

    // The whole message is the argument: run time and compile time say the same words.
#pragma warning disable RS1032 // Messages may have a semicolon before the remedy.
    private static DiagnosticDescriptor Descriptor(Rule rule) =>
        new(rule.Id, rule.Title, "{0}", Category(rule.Id), Severity(rule), isEnabledByDefault: true, rule.Description, rule.HelpPage);
#pragma warning restore RS1032

    private static string Category(string id) => id[3] switch
    {
        '1' => "Robustness",
        '2' => "Order",
        '3' => "Calibration",
        _ => "Configuration",
    };

    private static DiagnosticSeverity Severity(Rule rule) => rule.Severity == FindingSeverity.Warning ? DiagnosticSeverity.Warning : DiagnosticSeverity.Info;
}
