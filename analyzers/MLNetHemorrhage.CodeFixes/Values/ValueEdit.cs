using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>The change of text that gives a parameter the value that a diagnostic recommends.</summary>
internal sealed class ValueEdit
{
    private readonly double? _strength;

    private ValueEdit(string parameter, string valueText, double? strength, ValueChange change)
    {
        Parameter = parameter;
        ValueText = valueText;
        _strength = strength;
        Change = change;
    }

    /// <summary>The parameter, as recipes name it.</summary>
    public string Parameter { get; }

    /// <summary>The value, for titles.</summary>
    public string ValueText { get; }

    public ValueChange Change { get; }

    /// <summary>Whether another value of the same parameter would do more damage.</summary>
    public bool IsMoreCarefulThan(ValueEdit other) => Parameter == other.Parameter && _strength < other._strength;

    /// <summary>The edit; null where the code does not have the value itself, so that nothing could be written there.</summary>
    public static async Task<ValueEdit?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var facts = diagnostic.Properties;
        if (!facts.TryGetValue(FixFacts.Parameter, out string? parameter) || parameter is null
            || !facts.TryGetValue(FixFacts.Value, out string? text) || text is null
            || !facts.TryGetValue(FixFacts.ValuePlace, out string? index) || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
            || place >= diagnostic.AdditionalLocations.Count) return null;
        var (location, isLeftOut) = (diagnostic.AdditionalLocations[place], facts.TryGetValue(FixFacts.IsLeftOut, out string? leftOut) && leftOut == "true");
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model || location.SourceTree != model.SyntaxTree) return null;

        var node = (await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false)).FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        double? number = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed) ? parsed : null;
        string valueText = number?.ToString(CultureInfo.InvariantCulture) ?? text;
        ValueChange? change = node switch
        {
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) && number is null && location.SourceSpan == literal.Span =>
                new(literal.Span, SymbolDisplay.FormatLiteral(text, quote: true)),
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => RecipeText.Change(literal, location.SourceSpan, parameter, valueText, isLeftOut),
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NumericLiteralExpression) && !isLeftOut && number is { } value =>
                NumberText.Of(value, model.GetTypeInfo(literal, cancellation).ConvertedType) is { } written ? new(literal.Span, written) : null,
            InvocationExpressionSyntax call when isLeftOut && number is { } value => LeftOutValue.Change(call, model, parameter, value, cancellation),
            _ => null,
        };
        return change is { } found && model.SyntaxTree.GetText(cancellation).ToString(found.Span) != found.Text ? new(parameter, valueText, Strength(parameter, text, number), found) : null;
    }

    private static double? Strength(string parameter, string text, double? number) =>
        number is { } value && Strengths.IsKnown(parameter) ? Strengths.Of(parameter, value) : Patterns.ShareOf(text);
}
