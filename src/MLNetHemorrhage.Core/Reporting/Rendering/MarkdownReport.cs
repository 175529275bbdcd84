using System.Text;

namespace MLNetHemorrhage.Reporting;

/// <summary>A report as Markdown with tables, as issue trackers and wikis show them.</summary>
internal static class MarkdownReport
{
    public static string Write(ReportDocument document)
    {
        var text = new StringBuilder().Append("# ").Append(Escape(document.Title)).Append('\n');
        if (document.Facts.Count > 0) text.Append('\n');
        foreach (var (name, value) in document.Facts) text.Append("* ").Append(Escape(name)).Append(": ").Append(Escape(value)).Append('\n');
        foreach (var section in document.Sections)
        {
            if (section is TableSection table) Table(text, table);
            else if (section is NoteSection note) Note(text, note);
        }
        return text.ToString();
    }

    private static void Table(StringBuilder text, TableSection table)
    {
        Heading(text, table);
        text.Append('\n');
        Row(text, table.Columns.Select(column => Escape(column.Title)));
        Row(text, table.Columns.Select(column => column.Right ? "---:" : "---"));
        foreach (var row in table.Rows) Row(text, row.Select((cell, i) => Escape(table.Columns[i].Show(cell))));
        Caption(text, table);
    }

    private static void Note(StringBuilder text, NoteSection note)
    {
        Heading(text, note);
        foreach (var line in note.Lines) text.Append('\n').Append(Escape(line)).Append('\n');
        Caption(text, note);
    }

    private static void Heading(StringBuilder text, ReportSection section)
    {
        if (section.Title.Length > 0) text.Append("\n## ").Append(Escape(section.Title)).Append('\n');
    }

    private static void Caption(StringBuilder text, ReportSection section)
    {
        if (section.Caption.Length > 0) text.Append('\n').Append(Escape(section.Caption)).Append('\n');
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");

    // Names and recipes come from outside: they must read as they are.
    private static string Escape(string words)
    {
        var text = new StringBuilder(words.Length);
        foreach (char c in words.ReplaceLineEndings(" "))
        {
            if (@"\`*_[]<>|~&#".Contains(c, StringComparison.Ordinal)) text.Append('\\');
            text.Append(c);
        }
        return text.ToString();
    }
}
