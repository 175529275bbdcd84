using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace MLNetHemorrhage.CodeFixes.Text;

/// <summary>Where code belongs.</summary>
internal static class Nodes
{
    /// <summary>The member that a node is in; the whole file for top-level statements. Local variables are known no further.</summary>
    public static SyntaxNode Member(this SyntaxNode node) => node.FirstAncestorOrSelf<SyntaxNode>(n => n is MemberDeclarationSyntax and not GlobalStatementSyntax or CompilationUnitSyntax)!;

    /// <summary>Whether a statement is one of several, so that others can stand before and after it.</summary>
    public static bool IsInList(this StatementSyntax statement) => statement.Parent is BlockSyntax or GlobalStatementSyntax or SwitchSectionSyntax;
}
