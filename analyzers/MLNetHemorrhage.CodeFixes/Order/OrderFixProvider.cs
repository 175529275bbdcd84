using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>Moves a step before the one that it must not come after.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(OrderFixProvider)), Shared]
public sealed class OrderFixProvider : TriedFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH2001", "MLH2004", "MLH2005"];

    private protected override IEnumerable<Edit> Edits(DocumentCode code, Diagnostic diagnostic)
    {
        var step = diagnostic.Location.SourceSpan;
        return diagnostic.Place(FixFacts.OtherPlace) is { } other && (RecipeMove.Find(code, step, other) ?? StepMove.Find(code, step, other)) is { } move ? [move] : [];
    }

    /// <summary>The edit that moves a step.</summary>
    internal static Edit Move(string step, string before, IEnumerable<Microsoft.CodeAnalysis.Text.TextChange> changes) => new("MoveStep", $"Move {step} before {before}", [.. changes]);
}
