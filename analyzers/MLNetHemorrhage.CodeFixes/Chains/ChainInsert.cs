using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Chains;

/// <summary>Appends a step right after another, on a line of its own where the links of the chain have theirs.</summary>
internal static class ChainInsert
{
    public static TextChange After(InvocationExpressionSyntax step, string appended, SemanticModel model, LibrarySymbols symbols, SourceText text, CancellationToken cancellation)
    {
        bool isOperand = step.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } && model.GetOperation(outer, cancellation) is IInvocationOperation call
            && symbols.RoleOf(call.TargetMethod).Kind == CallKind.Append;
        var link = isOperand ? (InvocationExpressionSyntax)step.Parent!.Parent!.Parent! : step;
        var dot = ((isOperand ? link.Expression : link.Parent) as MemberAccessExpressionSyntax)?.OperatorToken;
        if (dot is not { } token || !text.IsFirst(token.SpanStart)) return new(new(link.Span.End, 0), $".Append({appended})");
        // A comment at the end of the line stays with the step before.
        var comment = link.GetLastToken().TrailingTrivia.LastOrDefault(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia));
        int end = comment.RawKind == 0 ? link.Span.End : comment.Span.End;
        return new(new(end, 0), $"{text.NewLine()}{text.Indentation(token.SpanStart)}.Append({appended})");
    }
}
