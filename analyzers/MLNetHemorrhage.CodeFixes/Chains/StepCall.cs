using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Chains;

/// <summary>The call that makes a step that a diagnostic is about.</summary>
/// <param name="Call">The call.</param>
/// <param name="Operation">Its meaning.</param>
/// <param name="Role">What it is to a pipeline.</param>
internal sealed record StepCall(InvocationExpressionSyntax Call, IInvocationOperation Operation, CallRole Role)
{
    /// <summary>The call at a place, or around a place inside its recipe; null where no step is made there, as by a helper that makes one elsewhere.</summary>
    public static StepCall? At(DocumentCode code, TextSpan place) =>
        code.Root.FindNode(place, getInnermostNodeForTie: true).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call
        && code.Model.GetOperation(call, code.Cancellation) is IInvocationOperation operation && code.Symbols.RoleOf(operation.TargetMethod) is { IsStep: true } role
            ? new(call, operation, role)
            : null;

    /// <summary>The expression that the code gives for a role, as an argument or in options that are made in the call; null where it gives none.</summary>
    public ExpressionSyntax? Given(ValueKind kind, DocumentCode code)
    {
        foreach (var argument in Operation.Arguments)
        {
            if (argument is not { ArgumentKind: ArgumentKind.Explicit, Parameter: { } parameter, Value.Syntax: ExpressionSyntax value }) continue;
            if (Marks.RoleOf(parameter).Kind == kind) return value;
            if (value is not BaseObjectCreationExpressionSyntax { Initializer.Expressions: var properties }) continue;
            foreach (var property in properties.OfType<AssignmentExpressionSyntax>())
                if (code.Model.GetSymbolInfo(property.Left, code.Cancellation).Symbol is { } symbol && Marks.RoleOf(symbol).Kind == kind) return property.Right;
        }
        return null;
    }
}
