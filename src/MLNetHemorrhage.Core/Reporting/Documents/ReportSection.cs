namespace MLNetHemorrhage.Reporting;

/// <summary>A part of a report: a table, a note or a chart.</summary>
/// <param name="title">Its heading; empty where it needs none.</param>
public abstract class ReportSection(string title)
{
    /// <summary>The heading; empty where the section needs none.</summary>
    public string Title { get; } = title;

    /// <summary>A sentence or two below the section: how it was measured, how to read it; empty where there is none.</summary>
    public string Caption { get; init; } = "";
}
