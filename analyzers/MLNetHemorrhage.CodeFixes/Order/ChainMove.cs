using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using MLNetHemorrhage.CodeFixes.Chains;
using MLNetHemorrhage.CodeFixes.Text;

namespace MLNetHemorrhage.CodeFixes.Order;

/// <summary>The changes of text that move the last of some links before the others; the places stay, so that chains keep their form.</summary>
internal static class ChainMove
{
    public static IEnumerable<TextChange> Changes(IReadOnlyList<ChainLink> links, SourceText text)
    {
        var places = links.Select(l => LinkPlace.Of(l, text)).ToList();
        // Comments go with their steps where there is room for all of them.
        bool above = places.TrueForAll(p => p.Above is not null), behind = places.TrueForAll(p => p.Behind is not null);
        for (int i = 0; i < places.Count; i++)
        {
            int source = i == 0 ? places.Count - 1 : i - 1;
            var (from, to) = (places[source], places[i]);
            yield return new(to.Content, HasLongText(links[source], text) ? text.ToString(from.Content) : Indented(text, from.Content, text.Indentation(to.Content.Start)));
            if (above) yield return new(to.Above!.Value, string.Concat(LinesOf(text, from.Above!.Value).Select(l => text.Indentation(to.Above.Value.End) + l.TrimStart())));
            if (behind) yield return new(to.Behind!.Value, text.ToString(from.Behind!.Value));
        }
    }

    // The lines of a literal are what it says.
    private static bool HasLongText(ChainLink link, SourceText text) => link.Expression.DescendantTokens().Any(t => !text.IsOnOneLine(t.Span));

    private static string Indented(SourceText text, TextSpan content, string indentation)
    {
        string old = text.Indentation(content.Start);
        return string.Concat(LinesOf(text, content).Select((l, i) => i == 0 || !l.StartsWith(old, StringComparison.Ordinal) ? l : indentation + l.Substring(old.Length)));
    }

    private static IEnumerable<string> LinesOf(SourceText text, TextSpan span) =>
        from line in text.Lines
        let part = span.Intersection(line.SpanIncludingLineBreak)
        where part is { Length: > 0 }
        select text.ToString(part.Value);
}
