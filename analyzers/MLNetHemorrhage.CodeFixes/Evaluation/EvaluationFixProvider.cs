using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Evaluation;

/// <summary>Measures a modified model before it is saved or served.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(EvaluationFixProvider)), Shared]
public sealed class EvaluationFixProvider : TriedFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH3005"];

    private protected override IEnumerable<Edit> Edits(DocumentCode code, Diagnostic diagnostic) =>
        EvaluationPlace.Find(code, diagnostic) is { } place ? EvaluationData.Choices(place).Select(place.Evaluate) : [];
}
