using System.Globalization;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>Changes a number inside the literal of a recipe.</summary>
internal static class RecipeText
{
    /// <summary>The change; null where it is not known where in the literal the number or its step stands.</summary>
    /// <param name="literal">The recipe.</param>
    /// <param name="place">The number, or the step that leaves it out.</param>
    /// <param name="parameter">The parameter.</param>
    /// <param name="value">Its new value.</param>
    /// <param name="isLeftOut">Whether the step leaves it out.</param>
    public static ValueChange? Change(LiteralExpressionSyntax literal, TextSpan place, string parameter, double value, bool isLeftOut)
    {
        if (place.Start <= literal.SpanStart || place.End >= literal.Span.End) return null;
        string number = value.ToString(CultureInfo.InvariantCulture);
        return isLeftOut ? new(new(place.End - 1, 0), $"{parameter}={number}", ", ") : new(place, number);
    }
}
