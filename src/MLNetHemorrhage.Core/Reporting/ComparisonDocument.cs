using System.Globalization;
using System.Text.Json;

namespace MLNetHemorrhage.Reporting;

/// <summary>Stability reports of several recipes against one base, and where each method collapses.</summary>
public static class ComparisonDocument
{
    /// <summary>A method has collapsed where its ln ratio exceeds this: perplexity more than e times that of the base.</summary>
    public const double CollapseCriterion = Collapse.Criterion;

    /// <summary>Creates the report.</summary>
    /// <param name="reports">A report for each recipe, at least one, all of the same model on the same text.</param>
    /// <returns>The table of recipes with the collapses below it; charts of size against loss and of loss against strength.</returns>
    public static ReportDocument Create(IReadOnlyList<StabilityReport> reports)
    {
        ArgumentNullException.ThrowIfNull(reports);
        ArgumentOutOfRangeException.ThrowIfZero(reports.Count);
        var collapses = Collapse.Find(reports.Select(r => (r.Recipe, r.Divergence.LnRatio.Value)));
        return new($"Recipes on {reports[0].Model}", writer => Write(writer, reports, collapses))
        {
            Facts = ReportFacts.Of(reports[0].Model, reports[0].Base),
            Sections = [RecipeTable.Create("Recipes", reports), .. Sections(collapses), .. ComparisonCharts.Create(reports)],
        };
    }

    private static IEnumerable<ReportSection> Sections(IReadOnlyList<Collapse> collapses)
    {
        if (collapses.Count == 0) yield break;
        var criterion = string.Create(CultureInfo.InvariantCulture, $"Collapse is the first strength at which the ln ratio exceeds {CollapseCriterion}:");
        yield return new NoteSection("Collapse", collapses.Select(collapse => collapse.ToString()).Prepend(criterion));
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<StabilityReport> reports, IReadOnlyList<Collapse> collapses)
    {
        writer.WriteStartObject();
        writer.WriteStartArray("reports");
        foreach (var report in reports) ReportJson.Write(writer, report);
        writer.WriteEndArray();
        writer.WriteObject("collapse", () =>
        {
            writer.WriteNumber("lnRatioAbove", CollapseCriterion);
            writer.WriteArray("methods", collapses, collapse => Write(writer, collapse));
        });
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, Collapse collapse)
    {
        writer.WriteString("method", collapse.Method);
        writer.WriteString("coordinate", collapse.Coordinate);
        Write(writer, "lastStable", collapse.LastStable);
        Write(writer, "firstCollapsed", collapse.FirstCollapsed);
    }

    private static void Write(Utf8JsonWriter writer, string name, CollapsePoint? point)
    {
        if (point is null) writer.WriteNull(name);
        else writer.WriteNumber(name, point.Strength);
    }
}
