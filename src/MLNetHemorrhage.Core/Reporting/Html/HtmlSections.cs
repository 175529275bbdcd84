using System.Globalization;

namespace MLNetHemorrhage.Reporting;

/// <summary>The sections of an HTML report, each with its heading and its caption.</summary>
internal sealed class HtmlSections(HtmlWriter html, bool drawn)
{
    private int _sections;
    private int _charts;

    public void Write(ReportSection section)
    {
        Open(section);
        switch (section)
        {
            case TableSection table: HtmlTable.Write(html, table); break;
            case NoteSection note: foreach (var line in note.Lines) html.Raw("<p>").Name(line).Raw("</p>\n"); break;
            case ChartSection when drawn: html.Raw($"<div class=\"drawing\" data-chart=\"{(_charts++).ToString(CultureInfo.InvariantCulture)}\"></div>\n"); break;
        }
        if (section.Caption.Length > 0) html.Raw("<p class=\"caption\">").Name(section.Caption).Raw("</p>\n");
        if (section is ChartSection chart) Numbers(chart);
        html.Raw("</section>\n");
    }

    private void Open(ReportSection section)
    {
        var kind = section is ChartSection ? "chart" : "words";
        if (section.Title.Length == 0)
        {
            html.Raw($"<section class=\"{kind} untitled\">\n");
            return;
        }
        var id = "section-" + (++_sections).ToString(CultureInfo.InvariantCulture);
        html.Raw($"<section class=\"{kind}\" aria-labelledby=\"{id}\">\n<h2 id=\"{id}\">").Name(section.Title).Raw("</h2>\n");
    }

    private void Numbers(ChartSection chart)
    {
        html.Raw(drawn ? "<details>\n" : "<details open>\n").Raw("<summary>Numbers of this chart</summary>\n");
        HtmlTable.Write(html, chart.ToTable());
        html.Raw("</details>\n");
    }
}
