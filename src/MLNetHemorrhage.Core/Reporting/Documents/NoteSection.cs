namespace MLNetHemorrhage.Reporting;

/// <summary>A part of a report that is words: a verdict, a reason, a caveat.</summary>
/// <param name="title">Its heading; empty where it needs none.</param>
/// <param name="lines">The sentences, a line each.</param>
public sealed class NoteSection(string title, IEnumerable<string> lines) : ReportSection(title)
{
    /// <summary>The sentences, a line each.</summary>
    public IReadOnlyList<string> Lines { get; } = [.. lines];
}
