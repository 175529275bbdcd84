using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Chains;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>The column that a step would calibrate with if the code did not name none.</summary>
/// <param name="Name">Its name: the default of the method, else that of the library's own steps.</param>
/// <param name="Change">The change that names it.</param>
internal sealed record CalibrationColumn(string Name, TextChange Change)
{
    private static readonly ValueRole Role = new(ValueKind.CalibrationColumn);

    /// <summary>The column; null where the code names one, or does so elsewhere.</summary>
    public static async Task<CalibrationColumn?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model || LibrarySymbols.Find(model.Compilation) is not { } symbols) return null;
        var root = await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false);
        if (StepCall.At(diagnostic.Location.SourceSpan, root, model, symbols, cancellation) is not { } step || DefaultOf(step, symbols) is not { } name) return null;
        string literal = SymbolDisplay.FormatLiteral(name, quote: true);
        if (step.Given(ValueKind.CalibrationColumn, model, cancellation) is { } given)
            return given is LiteralExpressionSyntax { Token.ValueText: "" or "null" or "default" } ? new(name, new(given.Span, literal)) : null;
        if (step.Operation.TargetMethod.Parameters.FirstOrDefault(p => Marks.RoleOf(p) == Role) is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: null or "" } left) return null;
        var arguments = step.Call.ArgumentList;
        return new(name, new(new(arguments.CloseParenToken.SpanStart, 0), $"{(arguments.Arguments.Count == 0 ? "" : ", ")}{left.Name}: {literal}"));
    }

    private static string? DefaultOf(StepCall step, LibrarySymbols symbols)
    {
        if (step.Role.Defaults.TryGetValue(Role, out object? own) && own is string { Length: > 0 } name) return name;
        var catalog = symbols.Compilation.GetTypeByMetadataName("MLNetHemorrhage.HemorrhageCatalog");
        return catalog?.GetMembers().OfType<IMethodSymbol>().SelectMany(m => m.Parameters)
            .Where(p => p.HasExplicitDefaultValue && Marks.RoleOf(p) == Role).Select(p => p.ExplicitDefaultValue).OfType<string>().FirstOrDefault();
    }
}
