using Spectre.Console;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>How the tool's tables look.</summary>
internal static class TableForm
{
    /// <summary>A table with the given headers; a header that starts with ">" is of a column of numbers, aligned to the right.</summary>
    public static Table Create(params string[] headers)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var header in headers)
        {
            var column = new TableColumn(Markup.Escape(header.TrimStart('>'))).PadLeft(0).PadRight(1);
            table.AddColumn(header.StartsWith('>') ? column.RightAligned() : column);
        }
        return table;
    }
}
