using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Flow.Recipes;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>Moves a step inside its chain.</summary>
internal static class StepMove
{
    /// <summary>The move; null where the two steps are not certainly in one chain, or more than their order would change.</summary>
    public static Edit? Find(DocumentCode code, TextSpan step, TextSpan before)
    {
        var reader = new ChainReader(code);
        var found = new Dictionary<(SyntaxNode, SyntaxNode), List<ChainLink>>();
        foreach (var chain in reader.Chains(code.Root.FindNode(step).Member()))
        {
            int from = IndexOf(step), to = IndexOf(before);
            if (to >= 0 && from > to) found[(chain[from].Expression, chain[to].Expression)] = [.. chain.Skip(to).Take(from - to + 1)];

            int IndexOf(TextSpan place) => chain.FindIndex(l => reader.StepOf(l) is { } call && Makes(call, place));
        }
        if (found.Count != 1) return null;
        var links = found.Values.First();
        var steps = links.Select(reader.StepOf).OfType<InvocationExpressionSyntax>().ToList();
        if (steps.Count < links.Count || HasDirectives(links) || !steps.TrueForAll(s => StepPurity.CanMove(s, code)) || StepColumns.Cross(steps, code)) return null;
        return OrderFixProvider.Move(Name(steps[steps.Count - 1]), Name(steps[0]), ChainMove.Changes(links, code.Text));

        // What is compiled on some condition alone keeps its place.
        bool HasDirectives(List<ChainLink> moved)
        {
            var range = TextSpan.FromBounds(moved.Min(l => l.Expression.SpanStart), moved.Max(l => l.Expression.Span.End));
            return code.Root.DescendantTrivia(range).Any(t => t.IsDirective && range.Contains(t.Span));
        }
    }

    // A recipe of several steps is not the one step alone.
    private static bool Makes(InvocationExpressionSyntax call, TextSpan place) =>
        call.Span == place
        || call.Span.Contains(place) && call.FindNode(place, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal && RecipeReader.Read(literal.Token.ValueText) is { Count: 1 };

    private static string Name(InvocationExpressionSyntax step) => step.Expression is MemberAccessExpressionSyntax member ? member.Name.ToString() : step.Expression.ToString();
}
