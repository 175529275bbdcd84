using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using MLNetHemorrhage.CodeFixes.Checking;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Chains;

/// <summary>What local variables are known to hold.</summary>
internal static class LocalUses
{
    /// <summary>The value that a variable is declared with, if it never has another.</summary>
    public static ExpressionSyntax? OnlyValue(ILocalSymbol local, DocumentCode code) =>
        local.DeclaringSyntaxReferences.Length == 1 && local.DeclaringSyntaxReferences[0].GetSyntax(code.Cancellation) is VariableDeclaratorSyntax { Initializer.Value: var value } declarator
        && Uses(local, declarator.Member(), code).All(IsRead) ? value : null;

    /// <summary>
    /// What the statement right before gives the variable that a pipeline begins with. Null where the value of the variable in between could matter to
    /// anything else: only the pipeline that goes on from it may read it.
    /// </summary>
    public static ExpressionSyntax? ValueBefore(IdentifierNameSyntax name, DocumentCode code)
    {
        if (code.Model.GetSymbolInfo(name, code.Cancellation).Symbol is not ILocalSymbol local || name.FirstAncestorOrSelf<StatementSyntax>() is not { } statement) return null;
        if (Previous(statement) is not { } before || Value(before, local, code) is not { } value || value.Contains(name)) return null;
        int uses = Uses(local, statement, code).Count();
        if (Value(statement, local, code) is not null) return uses == 2 ? value : null;
        for (var built = before; built is not null && Value(built, local, code) is not null; built = Previous(built)) uses += Uses(local, built, code).Count();
        return uses == Uses(local, statement.Member(), code).Count() && Uses(local, statement, code).Count() == 1 ? value : null;
    }

    private static ExpressionSyntax? Value(StatementSyntax statement, ILocalSymbol local, DocumentCode code) => statement switch
    {
        LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } when SymbolEqualityComparer.Default.Equals(code.Model.GetDeclaredSymbol(variables[0], code.Cancellation), local) =>
            variables[0].Initializer?.Value,
        ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax left } assignment }
            when SymbolEqualityComparer.Default.Equals(code.Model.GetSymbolInfo(left, code.Cancellation).Symbol, local) => assignment.Right,
        _ => null,
    };

    private static StatementSyntax? Previous(StatementSyntax statement)
    {
        SyntaxNode node = statement.Parent is GlobalStatementSyntax global ? global : statement;
        if (node.Parent is not (BlockSyntax or SwitchSectionSyntax or CompilationUnitSyntax)) return null;
        return node.Parent.ChildNodes().TakeWhile(n => n != node).LastOrDefault() switch
        {
            GlobalStatementSyntax { Statement: var before } => before,
            var before => before as StatementSyntax,
        };
    }

    private static IEnumerable<IdentifierNameSyntax> Uses(ILocalSymbol local, SyntaxNode node, DocumentCode code) =>
        node.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Where(n => n.Identifier.ValueText == local.Name && SymbolEqualityComparer.Default.Equals(code.Model.GetSymbolInfo(n, code.Cancellation).Symbol, local));

    private static bool IsRead(IdentifierNameSyntax name) => name.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left != name,
        ArgumentSyntax argument => argument.RefKindKeyword.IsKind(SyntaxKind.None) && argument.Parent is not TupleExpressionSyntax,
        RefExpressionSyntax => false,
        _ => true,
    };
}
