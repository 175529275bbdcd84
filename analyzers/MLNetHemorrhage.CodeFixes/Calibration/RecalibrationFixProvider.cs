using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>Appends the step that calibrates a model anew, where exactly one method makes one; among several it is for the user to choose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RecalibrationFixProvider)), Shared]
public sealed class RecalibrationFixProvider : TriedFixProvider
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH3003", "MLH3004"];

    private protected override IEnumerable<Edit> Edits(DocumentCode code, Diagnostic diagnostic)
    {
        if (StepCall.At(code, diagnostic.Location.SourceSpan) is not { } step) return [];
        var writer = new RecalibrationCall(code, step);
        var calls = RecalibrationMethods.At(code, step.Call.SpanStart).GroupBy(m => (m.ContainingSymbol.ToDisplayString(), m.Name))
            .Select(m => m.OrderBy(o => o.Parameters.Length).Select(writer.Text).FirstOrDefault(t => t is not null)).OfType<string>().ToList();
        return calls.Count == 1 ? [new("Recalibrate", $"Append {calls[0]}", [ChainInsert.After(code, step.Call, calls[0])])] : [];
    }
}
