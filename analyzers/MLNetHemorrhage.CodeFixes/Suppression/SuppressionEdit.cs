using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Suppression;

/// <summary>Writes suppressions of one rule into a file: an attribute on a member, pragmas around a statement that no member has.</summary>
internal sealed class SuppressionEdit(SemanticModel model, SyntaxNode root, SourceText text)
{
    private const string Namespace = "System.Diagnostics.CodeAnalysis", Attribute = "SuppressMessage";

    /// <summary>The member or statement that gets the suppression; null where there is neither, as in the head of a class.</summary>
    public SyntaxNode? Owner(TextSpan place)
    {
        var node = root.FindNode(place);
        return node.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or BaseFieldDeclarationSyntax)
            ?? (SyntaxNode?)node.FirstAncestorOrSelf<StatementSyntax>(s => s.IsInList());
    }

    public IEnumerable<TextChange> Changes(SyntaxNode owner, IReadOnlyList<Diagnostic> diagnostics)
    {
        var rule = diagnostics[0].Descriptor;
        string reason = Justification.Of(diagnostics);
        return owner is StatementSyntax statement ? Pragmas(statement, rule.Id, reason) : [OnMember(owner, rule, reason)];
    }

    private TextChange OnMember(SyntaxNode member, DiagnosticDescriptor rule, string reason)
    {
        int start = member.SpanStart;
        bool isKnown = !model.LookupNamespacesAndTypes(start, name: Attribute + "Attribute").IsEmpty;
        string name = isKnown ? Attribute : $"{Namespace}.{Attribute}";
        string attribute = $"[{name}({Literal(rule.Category)}, {Literal($"{rule.Id}:{rule.Title}")}, Justification = {Literal(reason)})]";
        return new(new(start, 0), attribute + (text.IsFirst(start) ? text.NewLine() + text.Indentation(start) : " "));
    }

    private IEnumerable<TextChange> Pragmas(StatementSyntax statement, string id, string reason)
    {
        string line = text.NewLine(), indentation = text.Indentation(statement.SpanStart);
        string disable = $"#pragma warning disable {id} // {reason}", restore = $"#pragma warning restore {id}";
        yield return text.IsFirst(statement.SpanStart)
            ? new(new(text.LineStart(statement.SpanStart), 0), indentation + disable + line)
            : new(new(statement.SpanStart, 0), line + indentation + disable + line + indentation);
        int end = statement.Span.End;
        var next = statement.GetLastToken().GetNextToken();
        yield return next.RawKind == 0 || !text.IsOnOneLine(TextSpan.FromBounds(end, next.SpanStart))
            ? new(new(text.Lines.GetLineFromPosition(end).End, 0), line + indentation + restore)
            : new(new(end, 0), line + indentation + restore + line + indentation);
    }

    private static string Literal(string value) => SymbolDisplay.FormatLiteral(value, quote: true);
}
