using Microsoft.CodeAnalysis;

namespace MLNetHemorrhage.Analyzers.Flow;

/// <summary>A place in the code, as reached through calls: the same helper called from two places has two sites.</summary>
/// <param name="Node">The place.</param>
/// <param name="Caller">The call that led here; null in the body under analysis.</param>
internal sealed record Site(SyntaxNode Node, Site? Caller);
