using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Chains;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>A step that calibrates a model anew, to be appended.</summary>
/// <param name="Call">The call that makes it.</param>
/// <param name="Change">The change that appends it.</param>
internal sealed record Recalibration(string Call, TextChange Change)
{
    /// <summary>The step; null where no method that can be called here makes one, or more than one does, so that it is for the user to choose.</summary>
    public static async Task<Recalibration?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model || LibrarySymbols.Find(model.Compilation) is not { } symbols) return null;
        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        if (StepCall.At(diagnostic.Location.SourceSpan, root, model, symbols, cancellation) is not { } step) return null;
        var writer = new RecalibrationCall(step, model, cancellation);
        var methods = RecalibrationMethods.At(step.Call.SpanStart, model, cancellation).GroupBy(m => (m.ContainingSymbol.ToDisplayString(), m.Name))
            .Select(m => m.OrderBy(o => o.Parameters.Length).Select(writer.Text).FirstOrDefault(t => t is not null)).OfType<string>().ToList();
        if (methods.Count != 1) return null;
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return new(methods[0], ChainInsert.After(step.Call, methods[0], model, symbols, text, cancellation));
    }
}
