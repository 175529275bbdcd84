using System.Text.Json;

namespace MLNetHemorrhage.Reporting;

/// <summary>
/// A result as a report, whatever its form: tables, notes and charts for people, one table and an object for programs.
/// Title and facts head the forms that stand alone (Markdown, HTML); a terminal shows the sections.
/// </summary>
/// <param name="title">What the report is about.</param>
/// <param name="writeJson">Writes the result as one JSON object, with everything the report says and more.</param>
public sealed class ReportDocument(string title, Action<Utf8JsonWriter> writeJson)
{
    /// <summary>What the report is about.</summary>
    public string Title { get; } = title;

    /// <summary>What holds for the whole report.</summary>
    public IReadOnlyList<ReportFact> Facts { get; init; } = [];

    /// <summary>Tables, notes and charts, the most important first.</summary>
    public IReadOnlyList<ReportSection> Sections { get; init; } = [];

    /// <summary>The table that programs read as CSV; null for the first table of <see cref="Sections"/>.</summary>
    public TableSection? Data { get; init; }

    /// <summary>The result as one indented JSON object.</summary>
    /// <returns>The text, without a line end.</returns>
    public string ToJson() => JsonForms.Text(writeJson);

    /// <summary>The main table as comma-separated values (RFC 4180), numbers in full precision, shares as 0 to 1.</summary>
    /// <returns>A line of column names and a line for each row; a number with an error is two columns, <c>name.value</c> and <c>name.standardError</c>.</returns>
    public string ToCsv() => CsvTable.Write(Data ?? Sections.OfType<TableSection>().First());

    /// <summary>The report as Markdown: title, facts, tables and notes. Charts are left out: their numbers are in the tables.</summary>
    /// <returns>The text; nothing in it is taken as Markdown or HTML that was not written here.</returns>
    public string ToMarkdown() => MarkdownReport.Write(this);

    /// <summary>The report as one HTML page that needs nothing else and reaches for nothing: charts, tables and notes.</summary>
    /// <returns>The page. Where the library was built without npm it says that charts were left out; their numbers are there as tables.</returns>
    public string ToHtml() => HtmlReport.Write(this);
}
