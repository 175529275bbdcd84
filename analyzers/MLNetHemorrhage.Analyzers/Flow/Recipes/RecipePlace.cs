using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.Analyzers.Flow.Recipes;

/// <summary>Where the parts of a recipe stand in the code: inside its literal, if that has nothing escaped, else the whole expression.</summary>
/// <param name="whole">The expression, in the body under analysis.</param>
/// <param name="node">The expression, if it stands there itself.</param>
internal sealed class RecipePlace(Location whole, SyntaxNode? node)
{
    public Location Of(TextSpan span)
    {
        if (node is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token: var token }) return whole;
        int quote = token.Text.IndexOf('"') + 1;
        bool isPlain = token.IsKind(SyntaxKind.StringLiteralToken) && token.Text.Length == quote + token.ValueText.Length + 1;
        return isPlain ? Location.Create(node.SyntaxTree, new(token.SpanStart + quote + span.Start, span.Length)) : whole;
    }
}
