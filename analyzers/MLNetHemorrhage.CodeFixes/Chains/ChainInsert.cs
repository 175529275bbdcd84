using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Checking;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Chains;

/// <summary>Appends a step right after another, on a line of its own where the links of the chain have theirs.</summary>
internal static class ChainInsert
{
    public static TextChange After(DocumentCode code, InvocationExpressionSyntax step, string appended)
    {
        bool isOperand = step.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax outer } && code.Model.GetOperation(outer, code.Cancellation) is IInvocationOperation call
            && code.Symbols.RoleOf(call.TargetMethod).Kind == CallKind.Append;
        var link = isOperand ? (InvocationExpressionSyntax)step.Parent!.Parent!.Parent! : step;
        var dot = ((isOperand ? link.Expression : link.Parent) as MemberAccessExpressionSyntax)?.OperatorToken;
        if (dot is not { } token || !code.Text.IsFirst(token.SpanStart)) return new(new(link.Span.End, 0), $".Append({appended})");
        // A comment at the end of the line stays with the step before.
        var comment = link.GetLastToken().TrailingTrivia.LastOrDefault(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia));
        int end = comment.RawKind == 0 ? link.Span.End : comment.Span.End;
        return new(new(end, 0), $"{code.Text.NewLine()}{code.Text.Indentation(token.SpanStart)}.Append({appended})");
    }
}
