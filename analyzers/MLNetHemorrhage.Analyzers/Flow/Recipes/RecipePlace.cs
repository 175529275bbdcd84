using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.Analyzers.Flow.Recipes;

/// <summary>Where the parts of a recipe stand in the code: inside its literal, if they stand there as they are, else the whole expression.</summary>
/// <param name="whole">The expression, in the body under analysis.</param>
/// <param name="node">The expression, if it stands there itself.</param>
internal sealed class RecipePlace(Location whole, SyntaxNode? node)
{
    public Location Of(TextSpan span)
    {
        if (node is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: var token }) return whole;
        // A raw literal is indented, so that each line of it stands somewhere else. A part on several lines is not looked for.
        int start = token.ValueText.LastIndexOf('\n', Math.Max(0, span.Start - 1)) + 1, end = token.ValueText.IndexOf('\n', start);
        string line = token.ValueText.Substring(start, (end < 0 ? token.ValueText.Length : end) - start);
        int at = token.Text.IndexOf(line, StringComparison.Ordinal);
        bool isThere = at > 0 && at == token.Text.LastIndexOf(line, StringComparison.Ordinal) && span.Start >= start && span.End <= start + line.Length;
        return isThere ? Location.Create(node.SyntaxTree, new(token.SpanStart + at + span.Start - start, span.Length)) : whole;
    }
}
