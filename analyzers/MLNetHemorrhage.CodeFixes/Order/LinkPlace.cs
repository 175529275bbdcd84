using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>Where a link stands in the text, with the comments that are its own.</summary>
/// <param name="Content">The step.</param>
/// <param name="Above">Whole lines of comments above it, or where they would be; null where there is no room for any.</param>
/// <param name="Behind">The comment at the end of its line, or where it would be; null where other code follows on the line.</param>
internal readonly record struct LinkPlace(TextSpan Content, TextSpan? Above, TextSpan? Behind)
{
    public static LinkPlace Of(ChainLink link, SourceText text)
    {
        var content = IsOperand(link) && link.Append!.ArgumentList is { Arguments: { Count: 1 } arguments } list && arguments[0].NameColon is null
            ? Trimmed(text, TextSpan.FromBounds(list.OpenParenToken.Span.End, list.CloseParenToken.SpanStart))
            : link.Expression.Span;
        return new(content, AboveOf(link, text), BehindOf(link));
    }

    private static TextSpan? AboveOf(ChainLink link, SourceText text)
    {
        if (link.Append?.Expression is MemberAccessExpressionSyntax { OperatorToken: var dot } && text.IsFirst(dot.SpanStart)) return text.CommentsAbove(dot);
        SyntaxNode? owner = link.Expression.FirstAncestorOrSelf<SyntaxNode>(n => n is StatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax);
        if (owner is null || !text.IsFirst(owner.SpanStart)) return null;
        bool isOwn = owner is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Right: var right } } ? right == link.Append || right == link.Expression
            : owner is LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } && variables[0].Initializer?.Value == link.Expression;
        // Above a longer chain a comment is about all of it.
        if (isOwn) return text.CommentsAbove(owner.GetFirstToken());
        return link.Append is null ? new(text.LineStart(owner.SpanStart), 0) : null;
    }

    private static TextSpan? BehindOf(ChainLink link)
    {
        var last = IsOperand(link) ? link.Append!.ArgumentList.CloseParenToken : link.Expression.GetLastToken();
        if (last.GetNextToken() is { RawKind: (int)SyntaxKind.SemicolonToken } semicolon) last = semicolon;
        if (!last.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)) return null;
        var comment = last.TrailingTrivia.LastOrDefault(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia));
        return TextSpan.FromBounds(last.Span.End, comment.RawKind == 0 ? last.Span.End : comment.Span.End);
    }

    // The first link of a nested chain is only part of what is appended.
    private static bool IsOperand(ChainLink link) => link.Append?.ArgumentList.Arguments.Any(a => a.Expression == link.Expression) == true;

    private static TextSpan Trimmed(SourceText text, TextSpan span)
    {
        var (start, end) = (span.Start, span.End);
        while (start < end && char.IsWhiteSpace(text[start])) start++;
        while (end > start && char.IsWhiteSpace(text[end - 1])) end--;
        return TextSpan.FromBounds(start, end);
    }
}
