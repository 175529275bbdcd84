using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>Changes a value inside the literal of a recipe.</summary>
internal static class RecipeText
{
    /// <summary>The change; null where it is not known where in the literal the value or its step stands.</summary>
    /// <param name="literal">The recipe.</param>
    /// <param name="place">The value, or the step that leaves it out.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="isLeftOut">Whether the step leaves it out.</param>
    public static ValueChange? Change(LiteralExpressionSyntax literal, TextSpan place, string parameter, string value, bool isLeftOut)
    {
        if (place.Start <= literal.SpanStart || place.End >= literal.Span.End) return null;
        return isLeftOut ? new(new(place.End - 1, 0), $"{parameter}={value}", ", ") : new(place, value);
    }
}
