using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace Microsoft.CodeAnalysis.Testing.Markup;

/// <summary>Takes <c>[|…|]</c>, <c>{|ID:…|}</c> and <c>{|#0:…|}</c> out of a source; spans may nest and may be empty.</summary>
internal sealed record TestMarkup(string Text, ImmutableArray<MarkedSpan> Spans)
{
    public static TestMarkup Parse(string source)
    {
        var text = new StringBuilder(source.Length);
        var open = new Stack<(string? Name, int Start, char End)>();
        var spans = ImmutableArray.CreateBuilder<MarkedSpan>();
        for (int i = 0; i < source.Length; i++)
        {
            char next = i + 1 < source.Length ? source[i + 1] : '\0';
            if (source[i] == '[' && next == '|')
            {
                open.Push((null, text.Length, ']'));
                i++;
            }
            else if (source[i] == '{' && next == '|')
            {
                int colon = source.IndexOf(':', i);
                if (colon < 0) throw new ArgumentException("Markup {| needs an id and a colon.", nameof(source));
                open.Push((source[(i + 2)..colon], text.Length, '}'));
                i = colon;
            }
            else if (source[i] == '|' && open.Count > 0 && open.Peek().End == next)
            {
                var (name, start, _) = open.Pop();
                spans.Add(new(name, TextSpan.FromBounds(start, text.Length)));
                i++;
            }
            else
            {
                text.Append(source[i]);
            }
        }
        if (open.Count > 0) throw new ArgumentException($"Markup {(open.Peek().Name is { } name2 ? $"{{|{name2}:" : "[|")} is not closed.", nameof(source));
        return new(text.ToString(), spans.ToImmutable());
    }
}

/// <summary>A marked place: a diagnostic id, <c>#</c> and a key, or null for the analyzer's only diagnostic.</summary>
internal readonly record struct MarkedSpan(string? Name, TextSpan Span);
