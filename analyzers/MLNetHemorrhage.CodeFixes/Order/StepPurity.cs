using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>Whether making a step earlier or later could change what else the code does.</summary>
internal static class StepPurity
{
    public static bool CanMove(InvocationExpressionSyntax step, DocumentCode code) =>
        !step.ContainsDirectives && step.DescendantNodes(n => n is not AnonymousFunctionExpressionSyntax).All(n => n switch
        {
            AssignmentExpressionSyntax => n.Parent is InitializerExpressionSyntax,
            PrefixUnaryExpressionSyntax or PostfixUnaryExpressionSyntax =>
                !n.IsKind(SyntaxKind.PreIncrementExpression) && !n.IsKind(SyntaxKind.PreDecrementExpression) && !n.IsKind(SyntaxKind.PostIncrementExpression) && !n.IsKind(SyntaxKind.PostDecrementExpression),
            AwaitExpressionSyntax or DeclarationExpressionSyntax or DeclarationPatternSyntax => false,
            ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None),
            InvocationExpressionSyntax call => IsPure(code.Model.GetSymbolInfo(call, code.Cancellation).Symbol) || call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" },
            _ => true,
        });

    private static bool IsPure(ISymbol? method) => method?.ContainingType is { Name: "Math" or "MathF", ContainingNamespace.Name: "System" } or { Name: "HemorrhageMLContextExtensions" };
}
