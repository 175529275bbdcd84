using System.Text.Json;

namespace MLNetHemorrhage.Reporting;

/// <summary>A part of a report that is a chart. HTML draws it and holds its numbers as a table; the other forms leave it out.</summary>
/// <param name="title">Its heading.</param>
public abstract class ChartSection(string title) : ReportSection(title)
{
    /// <summary>The numbers of the chart, for readers without scripts and for everyone who wants to check.</summary>
    public abstract TableSection ToTable();

    /// <summary>The name under which the chart's script draws it.</summary>
    internal abstract string Kind { get; }

    /// <summary>Writes what the chart's script reads, into an object that is open.</summary>
    internal abstract void WriteData(Utf8JsonWriter writer);
}
