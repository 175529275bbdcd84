using System.Globalization;
using System.Text;
using System.Text.Json;
using MLNetHemorrhage.Reporting;
using Spectre.Console;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>Stability reports of several recipes against one base, and where each method collapses.</summary>
/// <param name="reports">The reports, at least one.</param>
internal sealed class Comparison(IReadOnlyList<StabilityReport> reports)
{
    private readonly IReadOnlyList<Collapse> _collapses = Collapse.Find(reports.Select(r => (r.Recipe, r.Divergence.LnRatio.Value)));

    /// <summary>As a table with the collapses below it.</summary>
    public void WriteTable(IAnsiConsole terminal)
    {
        var first = reports[0];
        var table = TableForm.Create("recipe", ">perplexity", ">ln ratio", ">KLD", ">same top %", ">bytes", ">bits per weight");
        table.AddRow($"none ({Markup.Escape(first.Model)})", Numerals.WithError(first.Base.Perplexity), "", "", "", Numerals.Whole(first.BaseSize.Bytes), "");
        foreach (var report in reports)
        {
            table.AddRow(
                Markup.Escape(report.Recipe.ToString()),
                Numerals.WithError(report.Modified.Perplexity),
                Numerals.WithError(report.Divergence.LnRatio),
                Numerals.WithError(report.Divergence.KlDivergence.Mean),
                Numerals.WithError(Numerals.Percentage(report.Divergence.SameTop)),
                Numerals.Whole(report.ModifiedSize.Bytes),
                Numerals.Bits(report.TargetedSize));
        }
        terminal.Write(table);
        terminal.WriteLine($"  protocol {first.Base.Protocol}, {Numerals.Whole(first.Base.Tokens)} tokens scored; ± is one standard error");
        if (_collapses.Count == 0) return;
        terminal.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  Collapse is the first strength at which the ln ratio exceeds {Collapse.Criterion}:"));
        foreach (var collapse in _collapses) terminal.WriteLine($"  {collapse}");
    }

    /// <summary>As JSON.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonForm.Writer))
        {
            writer.WriteStartObject();
            writer.WriteStartArray("reports");
            foreach (var report in reports) ReportJson.Write(writer, report);
            writer.WriteEndArray();
            writer.WriteStartObject("collapse");
            writer.WriteNumber("lnRatioAbove", Collapse.Criterion);
            writer.WriteStartArray("methods");
            foreach (var collapse in _collapses) Write(writer, collapse);
            writer.WriteEndArray();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter writer, Collapse collapse)
    {
        writer.WriteStartObject();
        writer.WriteString("method", collapse.Method);
        writer.WriteString("coordinate", collapse.Coordinate);
        Write(writer, "lastStable", collapse.LastStable);
        Write(writer, "firstCollapsed", collapse.FirstCollapsed);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, string name, CollapsePoint? point)
    {
        if (point is null) writer.WriteNull(name);
        else writer.WriteNumber(name, point.Strength);
    }
}
