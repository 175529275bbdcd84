using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Calibration;

/// <summary>Names the column to calibrate with where the code itself names none: the default of the method, else that of the library's own steps.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CalibrationColumnFixProvider)), Shared]
public sealed class CalibrationColumnFixProvider : TriedFixProvider
{
    private static readonly ValueRole Role = new(ValueKind.CalibrationColumn);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ["MLH3002"];

    private protected override IEnumerable<Edit> Edits(DocumentCode code, Diagnostic diagnostic)
    {
        if (StepCall.At(code, diagnostic.Location.SourceSpan) is not { } step || DefaultOf(step, code) is not { } name) return [];
        return Change(step, SymbolDisplay.FormatLiteral(name, quote: true), code) is { } change ? [new("NameCalibrationColumn", $"Calibrate with the column \"{name}\"", [change])] : [];
    }

    // Null where the code names a column, or does so elsewhere.
    private static TextChange? Change(StepCall step, string name, DocumentCode code)
    {
        if (step.Given(Role.Kind, code) is { } given) return given is LiteralExpressionSyntax { Token.ValueText: "" or "null" or "default" } ? new(given.Span, name) : null;
        if (step.Operation.TargetMethod.Parameters.FirstOrDefault(p => Marks.RoleOf(p) == Role) is not { HasExplicitDefaultValue: true, ExplicitDefaultValue: null or "" } left) return null;
        var arguments = step.Call.ArgumentList;
        return new(new(arguments.CloseParenToken.SpanStart, 0), $"{(arguments.Arguments.Count == 0 ? "" : ", ")}{left.Name}: {name}");
    }

    private static string? DefaultOf(StepCall step, DocumentCode code)
    {
        if (step.Role.Defaults.TryGetValue(Role, out object? own) && own is string { Length: > 0 } name) return name;
        var catalog = code.Model.Compilation.GetTypeByMetadataName("MLNetHemorrhage.HemorrhageCatalog");
        return catalog?.GetMembers().OfType<IMethodSymbol>().SelectMany(m => m.Parameters)
            .Where(p => p.HasExplicitDefaultValue && Marks.RoleOf(p) == Role).Select(p => p.ExplicitDefaultValue).OfType<string>().FirstOrDefault();
    }
}
