using MLNetHemorrhage.Reporting;
using Spectre.Console;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>A table on a terminal; one too wide for it is written row by row, because cells cut into lines cannot be read.</summary>
internal static class TerminalTable
{
    /// <summary>What a column takes beside its text, and a table beside its columns.</summary>
    private const int ColumnSpace = 2, TableSpace = 1;

    /// <summary>Writes the table with the columns that are for terminals.</summary>
    public static void Write(IAnsiConsole terminal, TableSection section)
    {
        int[] shown = [.. Enumerable.Range(0, section.Columns.Count).Where(i => !section.Columns[i].Detail)];
        ReportColumn[] columns = [.. shown.Select(i => section.Columns[i])];
        string[][] rows = [.. section.Rows.Select(row => shown.Select(i => section.Columns[i].Show(row[i])).ToArray())];
        int width = TableSpace + columns.Select((column, i) => ColumnSpace + rows.Select(row => row[i].Length).Append(column.Title.Length).Max()).Sum();
        if (width <= terminal.Profile.Width) terminal.Write(Table(columns, rows));
        else Stack(terminal, columns, rows);
    }

    private static Table Table(ReportColumn[] columns, string[][] rows)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            var form = new TableColumn(Markup.Escape(column.Title)).PadLeft(0).PadRight(1);
            table.AddColumn(column.Right ? form.RightAligned() : form);
        }
        foreach (var row in rows) table.AddRow([.. row.Select(Markup.Escape)]);
        return table;
    }

    // The first column names a row, the others follow as lines of name and value.
    private static void Stack(IAnsiConsole terminal, ReportColumn[] columns, string[][] rows)
    {
        int names = columns.Skip(1).Max(column => column.Title.Length);
        terminal.WriteLine();
        terminal.WriteLine($" {columns[0].Title}");
        terminal.WriteLine(new string('─', terminal.Profile.Width));
        foreach (var row in rows)
        {
            terminal.WriteLine($" {row[0]}");
            for (int i = 1; i < row.Length; i++)
                if (row[i].Length > 0) terminal.WriteLine($"   {columns[i].Title.PadRight(names)}  {row[i]}");
        }
        terminal.WriteLine();
    }
}
