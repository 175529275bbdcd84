using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.Analyzers.Flow.Recipes;
using MLNetHemorrhage.Analyzers.Library;
using MLNetHemorrhage.Analyzers.Reporting;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Checking;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>A step that is moved before the one that spoils it, or that it spoils.</summary>
/// <param name="Title">What is moved.</param>
/// <param name="Changes">How.</param>
internal sealed record StepMove(string Title, ImmutableArray<TextChange> Changes)
{
    /// <summary>The move; null where the two steps are not certainly in one chain or recipe, or more than their order would change.</summary>
    public static async Task<StepMove?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (diagnostic.Place(FixFacts.OtherPlace) is not { } before || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model) return null;
        var (step, root) = (diagnostic.Location.SourceSpan, await model.SyntaxTree.GetRootAsync(cancellation).ConfigureAwait(false));
        var text = await document.GetTextAsync(cancellation).ConfigureAwait(false);
        return RecipeMove.Find(root, step, before, text) ?? (LibrarySymbols.Find(model.Compilation) is { } symbols ? InChain(model, symbols, root, step, before, text, cancellation) : null);
    }

    private static StepMove? InChain(SemanticModel model, LibrarySymbols symbols, SyntaxNode root, TextSpan step, TextSpan before, SourceText text, CancellationToken cancellation)
    {
        var reader = new ChainReader(model, symbols, cancellation);
        var member = root.FindNode(step).FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m is not GlobalStatementSyntax) ?? root;
        var found = new Dictionary<(SyntaxNode, SyntaxNode), List<ChainLink>>();
        foreach (var chain in reader.Chains(member))
        {
            int from = IndexOf(step), to = IndexOf(before);
            if (to >= 0 && from > to) found[(chain[from].Expression, chain[to].Expression)] = [.. chain.Skip(to).Take(from - to + 1)];

            int IndexOf(TextSpan place) => chain.TakeWhile(l => !(reader.StepOf(l) is { } call && Makes(call, place))).Count() is var index && index < chain.Count ? index : -1;
        }
        if (found.Count != 1 || found.Values.First() is not { } links) return null;
        var steps = links.Select(reader.StepOf).OfType<InvocationExpressionSyntax>().ToList();
        // What is compiled on some condition alone keeps its place.
        var range = TextSpan.FromBounds(links.Min(l => l.Expression.SpanStart), links.Max(l => l.Expression.Span.End));
        if (steps.Count < links.Count || root.DescendantTrivia(range).Any(t => t.IsDirective && range.Contains(t.Span)) || !steps.TrueForAll(s => StepPurity.CanMove(s, model, cancellation)) || StepColumns.Cross(steps, model, cancellation)) return null;
        return new($"Move {Name(steps[steps.Count - 1])} before {Name(steps[0])}", [.. ChainMove.Changes(links, text)]);
    }

    // A recipe of several steps is not the one step alone.
    private static bool Makes(InvocationExpressionSyntax call, TextSpan place) =>
        call.Span == place
        || call.Span.Contains(place) && call.FindNode(place, getInnermostNodeForTie: true) is LiteralExpressionSyntax literal && RecipeReader.Read(literal.Token.ValueText) is { Count: 1 };

    private static string Name(InvocationExpressionSyntax step) => step.Expression is MemberAccessExpressionSyntax member ? member.Name.ToString() : step.Expression.ToString();
}
