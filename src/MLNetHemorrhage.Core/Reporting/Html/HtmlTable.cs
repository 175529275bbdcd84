namespace MLNetHemorrhage.Reporting;

/// <summary>A table of an HTML report: it scrolls inside its box, never the page.</summary>
internal static class HtmlTable
{
    /// <summary>Tables with more columns are printed smaller.</summary>
    private const int ColumnsOnPaper = 10;

    public static void Write(HtmlWriter html, TableSection table)
    {
        // A box that scrolls must be reachable with the keyboard.
        html.Raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Text(table.Title.Length > 0 ? table.Title : "Table").Raw(table.Columns.Count > ColumnsOnPaper ? "\">\n<table class=\"many\">\n<thead><tr>" : "\">\n<table>\n<thead><tr>");
        bool[] numbers = [.. table.Columns.Select((column, i) => column.Right || table.Rows.All(row => row[i].Kind != ReportCellKind.Text))];
        for (int i = 0; i < numbers.Length; i++)
            html.Raw(numbers[i] ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">").Name(table.Columns[i].Title).Raw("</th>");
        html.Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Raw("<tr>");
            for (int i = 0; i < numbers.Length; i++) Cell(html, table.Columns[i], row[i], head: i == 0, numbers[i]);
            html.Raw("</tr>\n");
        }
        html.Raw("</tbody>\n</table>\n</div>\n");
    }

    private static void Cell(HtmlWriter html, ReportColumn column, ReportCell cell, bool head, bool number)
    {
        html.Raw(head ? "<th scope=\"row\"" : "<td").Raw(number ? " class=\"n\">" : ">");
        var text = column.Show(cell);
        int error = cell.HasError ? text.IndexOf('±', StringComparison.Ordinal) : -1;
        if (cell.Kind == ReportCellKind.Text) html.Name(text);
        else if (error < 0) html.Text(text);
        else html.Text(text[..error]).Raw("<span class=\"error\">").Text(text[error..]).Raw("</span>");
        html.Raw(head ? "</th>" : "</td>");
    }
}
