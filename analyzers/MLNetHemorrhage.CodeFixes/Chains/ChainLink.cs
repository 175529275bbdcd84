using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MLNetHemorrhage.CodeFixes.Chains;

/// <summary>A link of a chain of steps.</summary>
/// <param name="expression">The step: the call that makes it, a variable, or whatever else stands there.</param>
/// <param name="append">The call that appends it; null where it is the one that others are appended to.</param>
internal sealed class ChainLink(ExpressionSyntax expression, InvocationExpressionSyntax? append)
{
    public ExpressionSyntax Expression { get; } = expression;

    public InvocationExpressionSyntax? Append { get; } = append;
}
