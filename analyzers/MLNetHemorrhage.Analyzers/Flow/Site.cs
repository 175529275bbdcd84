using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.Analyzers.Flow;

/// <summary>A place in the code, as reached through calls: the same helper called from two places has two sites.</summary>
/// <param name="Node">The place.</param>
/// <param name="Caller">The call that led here; null in the body under analysis.</param>
internal sealed record Site(SyntaxNode Node, Site? Caller)
{
    /// <summary>Whether it, or a call that leads to it, is in a piece of code.</summary>
    public bool IsIn(TextSpan code) => code.Contains(Node.Span) || Caller?.IsIn(code) == true;
}
