using System.Collections.Immutable;
using System.Text;

namespace Microsoft.CodeAnalysis.Testing;

/// <summary>Compares expected with found diagnostics; the text of a failure shows the source with both.</summary>
internal static class DiagnosticMatcher
{
    /// <returns>What is wrong, or null.</returns>
    public static string? Compare(string context, IEnumerable<DiagnosticResult> expected, ImmutableArray<Diagnostic> found, ParsedState state)
    {
        var extra = found.ToList();
        var missing = new List<DiagnosticResult>();
        foreach (var result in expected)
        {
            int index = extra.FindIndex(result.Matches);
            if (index < 0) missing.Add(result);
            else extra.RemoveAt(index);
        }
        if (missing.Count == 0 && extra.Count == 0) return null;
        var text = new StringBuilder(context).AppendLine(": the diagnostics are not the expected ones.");
        foreach (var result in missing) text.AppendLine($"  missing: {result}");
        foreach (var diagnostic in extra) text.AppendLine($"  not expected: {diagnostic}");
        foreach (var (name, content) in state.Sources) text.Append(Annotated(name, content, found));
        return text.ToString();
    }

    private static StringBuilder Annotated(string name, Text.SourceText content, ImmutableArray<Diagnostic> found)
    {
        var text = new StringBuilder().AppendLine($"--- {name}");
        foreach (var line in content.Lines)
        {
            text.AppendLine(line.ToString());
            foreach (var diagnostic in found)
            {
                var span = diagnostic.Location.GetLineSpan();
                if (span.Path != name || span.StartLinePosition.Line != line.LineNumber) continue;
                int start = span.StartLinePosition.Character, end = span.EndLinePosition.Line == line.LineNumber ? span.EndLinePosition.Character : line.Span.Length;
                text.Append(' ', start).Append('^', Math.Max(1, end - start)).AppendLine($" {diagnostic.Id}: {diagnostic.GetMessage()}");
            }
        }
        return text;
    }
}
