using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tests;

/// <summary>The HTML report in a real browser.</summary>
[TestClass]
public sealed class ReportPageTests
{
    private const int Wide = 1280, Narrow = 390, PaperWidth = 680;

    [TestMethod]
    [DataRow(Wide, ColorScheme.Light)]
    [DataRow(Wide, ColorScheme.Dark)]
    [DataRow(Narrow, ColorScheme.Light)]
    [DataRow(Narrow, ColorScheme.Dark)]
    public async Task Every_chart_is_drawn_inside_the_page(int width, ColorScheme scheme)
    {
        await using var watched = await OpenWithChartsAsync(ShowcaseReport.Create(), width, scheme);
        var drawings = JsonSerializer.Deserialize<Drawing[]>(await watched.Page.EvaluateAsync<string>(
            """
            () => JSON.stringify([...document.querySelectorAll(".drawing")].map(box => {
              const svg = [...box.querySelectorAll("svg.plot")].at(-1), area = svg.getBoundingClientRect();
              const marks = [...svg.querySelectorAll("circle, path, rect")].filter(mark => mark.getBoundingClientRect().width > 1);
              return { Width: area.width, Height: area.height, Right: area.right, Marks: marks.length };
            }))
            """))!;
        Assert.HasCount(ShowcaseReport.Create().Sections.OfType<ChartSection>().Count(), drawings);
        foreach (var drawing in drawings)
        {
            Assert.IsGreaterThan(300, drawing.Width);
            Assert.IsGreaterThan(150, drawing.Height);
            Assert.IsLessThanOrEqualTo(width, drawing.Right);
            Assert.IsGreaterThan(8, drawing.Marks);
        }
        Assert.IsLessThanOrEqualTo(width, await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        AssertClean(watched);
        Screenshots.Save("report.html", System.Text.Encoding.UTF8.GetBytes(ShowcaseReport.Create().ToHtml()));
        await Screenshots.SaveAsync(watched.Page, $"report-{width}-{scheme.ToString().ToLowerInvariant()}.png");
    }

    [TestMethod]
    [DataRow(Wide)]
    [DataRow(Narrow)]
    public async Task Hostile_names_are_shown_and_do_nothing(int width)
    {
        const string hostile = "</script><script>alert(1)</script><img src=x onerror=alert(2)> \"'`&amp; \u202Eesrever\u2066 \u2028 \u2029 ${alert(3)} ]]> -->";
        await using var watched = await OpenWithChartsAsync(ShowcaseReport.Create(hostile), width);
        Assert.AreEqual($"Robustness of {hostile}", await watched.Page.Locator("h1").TextContentAsync());
        Assert.AreEqual($"Robustness of {hostile}", await watched.Page.TitleAsync());
        Assert.AreEqual(hostile, await watched.Page.Locator("dd").First.TextContentAsync());
        Assert.AreEqual($"none ({hostile})", await watched.Page.Locator("tbody th").First.TextContentAsync());
        Assert.Contains($"prune({hostile})", (await watched.Page.Locator(".legend bdi").First.TextContentAsync())!);
        Assert.AreEqual(0, await watched.Page.Locator("img, bdi *").CountAsync());
        Assert.AreEqual(2, await watched.Page.Locator("script").CountAsync());
        await watched.Page.Locator(".plot").Nth(1).HoverAsync();
        Assert.IsLessThanOrEqualTo(width, await watched.Page.EvaluateAsync<int>("document.documentElement.scrollWidth"));
        AssertClean(watched);
    }

    [TestMethod]
    public async Task The_policy_of_the_page_lets_no_other_script_run_and_nothing_be_fetched()
    {
        await using var watched = await OpenWithChartsAsync(ShowcaseReport.Create(), Wide);
        await watched.Page.EvaluateAsync(
            """
            () => {
              const script = document.createElement("script");
              script.textContent = "window.intruder = true";
              document.body.append(script);
              document.body.append(Object.assign(document.createElement("img"), { src: "https://example.org/a.png" }));
            }
            """);
        Assert.IsFalse(await watched.Page.EvaluateAsync<bool>("'intruder' in window"));
        Assert.HasCount(1, watched.Requests.Where(url => !url.StartsWith("https://example.org", StringComparison.Ordinal)).ToList());
        Assert.AreEqual(2, watched.Problems.Count(problem => problem.Contains("Content Security Policy", StringComparison.Ordinal)));
    }

    [TestMethod]
    public async Task Pointing_at_a_chart_tells_the_numbers()
    {
        await using var watched = await OpenWithChartsAsync(ShowcaseReport.Create(), Wide);
        var chart = watched.Page.Locator(".drawing").First.Locator("svg.plot").Last;
        await chart.Locator("g[aria-label=dot] path").Last.HoverAsync(new() { Force = true });
        await Assertions.Expect(chart.Locator("g[aria-label=tip]")).ToContainTextAsync(new Regex(@"prune\(RIA\).*at 0\.\d+: \d+\.\d+ ± ", RegexOptions.Singleline));
        AssertClean(watched);
    }

    [TestMethod]
    public async Task A_resized_window_gets_charts_of_its_size()
    {
        await using var watched = await OpenWithChartsAsync(ShowcaseReport.Create(), Wide);
        await watched.Page.SetViewportSizeAsync(Narrow, 800);
        await watched.Page.WaitForFunctionAsync("width => [...document.querySelectorAll('svg.plot')].every(svg => svg.getBoundingClientRect().right <= width)", Narrow);
        AssertClean(watched);
    }

    [TestMethod]
    public async Task Without_scripts_every_number_is_in_a_table()
    {
        await using var watched = await Browser.OpenAsync(ShowcaseReport.Create().ToHtml(), Wide, scripts: false);
        Assert.IsTrue(await watched.Page.Locator("noscript .notice").IsVisibleAsync() || ReportHasNoCharts);
        await watched.Page.Locator("summary").First.ClickAsync();
        Assert.IsTrue(await watched.Page.Locator("details table").First.IsVisibleAsync());
        Assert.AreEqual(ShowcaseReport.Create().Sections.Count(section => section is TableSection or ChartSection), await watched.Page.Locator("table").CountAsync());
        // The console is the browser's to use here: it may say that it ran no script.
        Assert.HasCount(1, watched.Requests);
    }

    [TestMethod]
    public async Task A_printed_report_has_its_charts_and_whole_tables()
    {
        await using var watched = await OpenWithChartsAsync(ShowcaseReport.Create(), Wide, ColorScheme.Dark);
        var pdf = await watched.Page.PdfAsync(new() { Format = "A4", PrintBackground = false });
        Assert.IsGreaterThan(40_000, pdf.Length);
        Screenshots.Save("report.pdf", pdf);
        await watched.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await watched.Page.SetViewportSizeAsync(PaperWidth, 900);
        Assert.IsLessThanOrEqualTo(PaperWidth, await watched.Page.EvaluateAsync<int>("Math.ceil(Math.max(...[...document.querySelectorAll('table')].map(table => table.getBoundingClientRect().right)))"));
        await Screenshots.SaveAsync(watched.Page, "report-print.png");
        AssertClean(watched);
    }

    private static bool ReportHasNoCharts => !ShowcaseReport.Create().ToHtml().Contains("id=\"charts\"", StringComparison.Ordinal);

    private static Task<WatchedPage> OpenWithChartsAsync(ReportDocument document, int width, ColorScheme scheme = ColorScheme.Light)
    {
        if (ReportHasNoCharts) Assert.Inconclusive("No charts: the build had no npm to bundle them.");
        return Browser.OpenAsync(document.ToHtml(), width, scheme);
    }

    private static void AssertClean(WatchedPage watched)
    {
        Assert.IsEmpty(watched.Problems, string.Join(" | ", watched.Problems));
        Assert.HasCount(1, watched.Requests, string.Join(" | ", watched.Requests));
    }

    private sealed record Drawing(double Width, double Height, double Right, int Marks);
}
