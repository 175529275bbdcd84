using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tests;

/// <summary>The HTML page as text; what a browser makes of it is tested in MLNetHemorrhage.Report.Tests.</summary>
[TestClass]
public sealed class HtmlReportTests
{
    private const string Script = "draw()";

    [TestMethod]
    public void Without_a_script_the_page_says_so_and_shows_the_numbers()
    {
        var html = HtmlReport.Write(Document("m"), script: null);
        StringAssert.Contains(html, "charts were left out");
        StringAssert.Contains(html, "<details open>");
        StringAssert.Contains(html, "4.50 <span class=\"error\">\u00B1 0.10</span>");
        Assert.DoesNotContain("<script", html);
        Assert.DoesNotContain("script-src", html);
    }

    [TestMethod]
    public void The_script_is_allowed_by_its_hash_alone()
    {
        var html = HtmlReport.Write(Document("m"), Script);
        StringAssert.Contains(html, "script-src 'sha256-jm3FkV4tNIdBUr8jRVVl5n9PUixlaxTWD0pdpFiSH5A=';");
        StringAssert.Contains(html, $"<script>{Script}</script>");
        Assert.DoesNotContain("unsafe", html);
    }

    [TestMethod]
    [DataRow("</script><!--")]
    [DataRow("<img onerror=x>")]
    [DataRow("a\u2028b\u2029c")]
    [DataRow("\" ' & `")]
    public void Names_are_encoded_wherever_they_stand(string name)
    {
        var html = HtmlReport.Write(Document(name), Script);
        Assert.DoesNotContain(name, html);
        Assert.AreEqual(2, html.Split("</script>").Length - 1);
    }

    [TestMethod]
    public void A_report_without_charts_carries_no_script() =>
        Assert.DoesNotContain("<script", HtmlReport.Write(new("t", _ => { }) { Sections = [new NoteSection("", ["n"])] }, Script));

    private static ReportDocument Document(string name) => new(name, _ => { })
    {
        Facts = [new("model", name)],
        Sections =
        [
            new TableSection(name, [new(name, "name")]) { { name } },
            new NoteSection(name, [name]) { Caption = name },
            new DegradationChart(name, new("sparsity"), new("perplexity"), [new(name, [new(0.5, new Estimate(4.5, 0.1))])]) { Caption = name },
        ],
    };
}
