using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.CodeFixes.Text;

/// <summary>Lines of a file, as edits need them.</summary>
internal static class Lines
{
    /// <summary>What ends lines in the file.</summary>
    public static string NewLine(this SourceText text) =>
        text.Lines[0] is { EndIncludingLineBreak: var after } first && after > first.End ? text.ToString(TextSpan.FromBounds(first.End, after)) : "\n";

    /// <summary>What the line of a position begins with.</summary>
    public static string Indentation(this SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position);
        int end = line.Start;
        while (end < line.End && char.IsWhiteSpace(text[end])) end++;
        return text.ToString(TextSpan.FromBounds(line.Start, end));
    }

    /// <summary>Whether nothing but space stands before a position on its line.</summary>
    public static bool IsFirst(this SourceText text, int position) => text.Lines.GetLineFromPosition(position).Start + text.Indentation(position).Length >= position;

    public static bool IsOnOneLine(this SourceText text, TextSpan span) => text.Lines.IndexOf(span.Start) == text.Lines.IndexOf(span.End);

    /// <summary>The lines of comments directly above the line of a token, that are its own; where they would be if there are none.</summary>
    public static TextSpan CommentsAbove(this SourceText text, SyntaxToken token)
    {
        int end = text.LineStart(token.SpanStart), start = end;
        while (start > token.FullSpan.Start && text.Lines.GetLineFromPosition(start - 1) is var line && line.ToString().TrimStart().StartsWith("//", StringComparison.Ordinal)) start = line.Start;
        return TextSpan.FromBounds(start, end);
    }

    public static int LineStart(this SourceText text, int position) => text.Lines.GetLineFromPosition(position).Start;
}
