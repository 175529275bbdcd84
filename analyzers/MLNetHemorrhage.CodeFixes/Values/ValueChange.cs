using Microsoft.CodeAnalysis.Text;

namespace MLNetHemorrhage.CodeFixes.Values;

/// <summary>A value that is written: in place of another, or into a list.</summary>
/// <param name="Span">What it replaces.</param>
/// <param name="Text">The number, with its name where it is added.</param>
/// <param name="Before">What has to stand before the first that is added there.</param>
/// <param name="After">What has to stand behind the last.</param>
internal readonly record struct ValueChange(TextSpan Span, string Text, string Before = "", string After = "")
{
    /// <summary>One change of the text for all values that are written to one place.</summary>
    public static TextChange Join(IReadOnlyList<ValueChange> changes) => new(changes[0].Span, $"{changes[0].Before}{string.Join(", ", changes.Select(c => c.Text))}{changes[0].After}");
}
