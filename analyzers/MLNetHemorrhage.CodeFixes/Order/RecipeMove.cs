using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Flow.Recipes;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>Moves a step inside the literal of a recipe.</summary>
internal static class RecipeMove
{
    /// <summary>The move; null where the two are not steps of one literal.</summary>
    public static Edit? Find(DocumentCode code, TextSpan step, TextSpan before)
    {
        if (code.Root.FindNode(step, getInnermostNodeForTie: true) is not LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal || !literal.Span.Contains(before)) return null;
        var place = new RecipePlace(literal.GetLocation(), literal);
        var steps = RecipeReader.Read(literal.Token.ValueText)?.Select(s => (s.Verb, Place: place.Of(s.Span).SourceSpan)).ToList() ?? [];
        int from = steps.FindIndex(s => s.Place == step), to = steps.FindIndex(s => s.Place == before);
        // Of a step on several lines it is not known where it stands.
        if (to < 0 || from <= to || steps.Skip(to).Take(from - to + 1).Any(s => s.Place == literal.Span)) return null;
        var changes = Enumerable.Range(to, from - to + 1).Select(i => new TextChange(steps[i].Place, code.Text.ToString(steps[i == to ? from : i - 1].Place)));
        return OrderFixProvider.Move(steps[from].Verb, steps[to].Verb, changes);
    }
}
