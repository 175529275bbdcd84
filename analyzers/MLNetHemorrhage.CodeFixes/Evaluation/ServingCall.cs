using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Checking;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Evaluation;

/// <summary>A call that saves or serves a model.</summary>
/// <param name="Statement">The statement that it is.</param>
/// <param name="Model">The model.</param>
internal sealed record ServingCall(StatementSyntax Statement, ExpressionSyntax Model)
{
    /// <summary>The call; null where it is only part of a statement, or the model has no name, so that it would be made twice.</summary>
    public static ServingCall? At(DocumentCode code, TextSpan place)
    {
        if (code.Root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call) return null;
        if (call.Parent is not (ExpressionStatementSyntax or EqualsValueClauseSyntax or ReturnStatementSyntax or AssignmentExpressionSyntax)) return null;
        return call.FirstAncestorOrSelf<StatementSyntax>() is { } statement && statement.IsInList() && Operand(code, call) is { } model && IsName(model) ? new(statement, model) : null;
    }

    /// <summary>Whether reading an expression once more is harmless.</summary>
    public static bool IsName(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or ThisExpressionSyntax => true,
        MemberAccessExpressionSyntax member => IsName(member.Expression),
        _ => false,
    };

    private static ExpressionSyntax? Operand(DocumentCode code, InvocationExpressionSyntax call) =>
        code.Model.GetOperation(call, code.Cancellation) is IInvocationOperation operation && code.Symbols.RoleOf(operation.TargetMethod) is { Kind: CallKind.Serve } role
            ? operation.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == role.Operand)?.Value.Syntax as ExpressionSyntax
            : null;
}
