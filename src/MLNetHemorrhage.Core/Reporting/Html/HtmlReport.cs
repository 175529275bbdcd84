using System.Text.RegularExpressions;

namespace MLNetHemorrhage.Reporting;

/// <summary>
/// A report as one HTML file that needs nothing else: tables as they are, charts drawn from data in the page by a script in the page.
/// Its policy lets that script and that style sheet run and nothing more, no network at all; texts from outside are encoded.
/// </summary>
internal static partial class HtmlReport
{
    // What Plot 0.6.17 adds to every drawing, a style sheet that never changes.
    private const string PlotStyleHash = "sha256-+TfQir1nvDucAdvE6XUQBt4ayUjpAWkbw2kCdSfekHM=";

    public static string Write(ReportDocument document) => Write(document, ReportAssets.Script);

    /// <summary>Without a script the page says that charts were left out.</summary>
    public static string Write(ReportDocument document, string? script)
    {
        var html = new HtmlWriter();
        ChartSection[] charts = [.. document.Sections.OfType<ChartSection>()];
        bool drawn = script is not null && charts.Length > 0;
        html.Raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        html.Raw($"<meta http-equiv=\"Content-Security-Policy\" content=\"{Policy(drawn ? script : null)}\">\n");
        html.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Raw("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Element("title", document.Title).Raw($"\n<style>{ReportAssets.Style}</style>\n</head>\n<body>\n");
        Header(html, document);
        html.Raw("<main>\n");
        if (charts.Length > 0) Notice(html, drawn);
        var sections = new HtmlSections(html, drawn);
        foreach (var section in document.Sections) sections.Write(section);
        html.Raw("</main>\n");
        html.Raw("<footer>").Text($"Made by MLNetHemorrhage {ProductVersion.Text}.").Raw("</footer>\n");
        if (drawn) html.Raw($"<script type=\"application/json\" id=\"charts\">{ChartJson.Serialize(charts)}</script>\n<script>{script}</script>\n");
        return html.Raw("</body>\n</html>\n").ToString();
    }

    private static string Policy(string? script)
    {
        var scripts = script is null ? "" : $"script-src '{ReportAssets.Hash(script)}'; ";
        return $"default-src 'none'; {scripts}style-src '{ReportAssets.Hash(ReportAssets.Style)}' '{PlotStyleHash}'; base-uri 'none'; form-action 'none'";
    }

    private static void Header(HtmlWriter html, ReportDocument document)
    {
        html.Raw("<header>\n<p class=\"product\">MLNetHemorrhage report</p>\n<h1>").Name(document.Title).Raw("</h1>\n");
        if (document.Facts.Count > 0)
        {
            html.Raw("<dl>\n");
            foreach (var (name, value) in document.Facts) Fact(html, name, value);
            html.Raw("</dl>\n");
        }
        html.Raw("</header>\n");
    }

    // A hash is for comparing, and a dozen digits do for that; the whole of it is one gesture away.
    private static void Fact(HtmlWriter html, string name, string value)
    {
        html.Raw("<div><dt>").Text(name).Raw("</dt><dd>");
        if (Hash().IsMatch(value)) html.Raw("<abbr title=\"").Text(value).Raw("\">").Name(Hash().Replace(value, "$1…")).Raw("</abbr>");
        else html.Name(value);
        html.Raw("</dd></div>\n");
    }

    [GeneratedRegex("([0-9a-f]{12})[0-9a-f]{20,}$")]
    private static partial Regex Hash();

    private static void Notice(HtmlWriter html, bool drawn)
    {
        const string tables = "their numbers are in the tables.";
        if (drawn) html.Raw($"<noscript><p class=\"notice\">The charts need scripts; {tables}</p></noscript>\n");
        else html.Raw($"<p class=\"notice\">The charts were left out, because this build of MLNetHemorrhage was made without npm; {tables}</p>\n");
    }
}
