using System.Globalization;

namespace MLNetHemorrhage.Reporting;

/// <summary>A table as comma-separated values (RFC 4180), for programs: keys for headers, numbers in full precision.</summary>
internal static class CsvTable
{
    private const string LineEnd = "\r\n";

    public static string Write(TableSection table)
    {
        bool[] estimates = [.. table.Columns.Select((_, column) => table.Rows.Any(row => row[column].HasError))];
        var header = table.Columns.SelectMany((column, i) => estimates[i] ? (string[])[$"{column.Key}.value", $"{column.Key}.standardError"] : [column.Key]);
        var rows = table.Rows.Select(row => row.SelectMany((cell, i) => estimates[i] ? (string[])[Value(cell), Number(cell.StandardError)] : [Value(cell)]));
        return string.Concat(rows.Prepend(header).Select(fields => string.Join(',', fields.Select(Quote)) + LineEnd));
    }

    private static string Value(ReportCell cell) => cell.Kind == ReportCellKind.Text ? cell.Text : Number(cell.Value);

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);

    private static string Quote(string field) => field.AsSpan().ContainsAny(",\"\r\n") ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
