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
    private readonly double _value;

    private ValueEdit(string parameter, double value, ValueChange change)
    {
        Parameter = parameter;
        _value = value;
        Change = change;
    }

    /// <summary>The parameter, as recipes name it.</summary>
    public string Parameter { get; }

    /// <summary>The value, for titles.</summary>
    public string ValueText => _value.ToString(CultureInfo.InvariantCulture);

    public ValueChange Change { get; }

    /// <summary>Whether another value of the same parameter would do more damage.</summary>
    public bool IsMoreCarefulThan(ValueEdit other) =>
        Parameter == other.Parameter && Strengths.IsKnown(Parameter) && Strengths.Of(Parameter, _value) < Strengths.Of(Parameter, other._value);

    /// <summary>The edit; null where the code does not have the number itself, so that nothing could be written there.</summary>
    public static async Task<ValueEdit?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        var facts = diagnostic.Properties;
        if (!facts.TryGetValue(FixFacts.Parameter, out string? parameter) || parameter is null
            || !facts.TryGetValue(FixFacts.Value, out string? text) || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value)
            || !facts.TryGetValue(FixFacts.ValuePlace, out string? index) || !int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out int place)
            || place >= diagnostic.AdditionalLocations.Count) return null;
        var (location, isLeftOut) = (diagnostic.AdditionalLocations[place], facts.TryGetValue(FixFacts.IsLeftOut, out string? leftOut) && leftOut == "true");
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model || location.SourceTree != model.SyntaxTree) return null;

        var node = (await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false)).FindNode(location.SourceSpan, getInnermostNodeForTie: true);
        ValueChange? change = node switch
        {
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => RecipeText.Change(literal, location.SourceSpan, parameter, value, isLeftOut),
            LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.NumericLiteralExpression) && !isLeftOut =>
                NumberText.Of(value, model.GetTypeInfo(literal, cancellation).ConvertedType) is { } number ? new(literal.Span, number) : null,
            InvocationExpressionSyntax call when isLeftOut => LeftOutValue.Change(call, model, parameter, value, cancellation),
            _ => null,
        };
        return change is { } found && model.SyntaxTree.GetText(cancellation).ToString(found.Span) != found.Text ? new(parameter, value, found) : null;
    }
}
