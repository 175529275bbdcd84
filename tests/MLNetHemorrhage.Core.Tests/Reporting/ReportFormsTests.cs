using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tests;

/// <summary>One document with every kind of cell, and text that each form must not take for its own marks.</summary>
[TestClass]
public sealed class ReportFormsTests
{
    private static readonly ReportDocument Document = new("A | *title*", writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("model", "a<b");
        writer.WriteEndObject();
    })
    {
        Facts = [new("model", "<script>")],
        Sections =
        [
            new NoteSection("", ["First."]),
            new TableSection("Cells", [new("name", "name"), ReportColumn.Number("loss", "loss"), ReportColumn.Number("same", "same", "%"), ReportColumn.Number("bytes", "bytes")])
            {
                { "a,\"b\"|c\nd", new Estimate(1.0 / 3, 0.01), ReportCell.Share(0.5), 1234567 },
                { "none" },
                { "ends", ReportCell.Of(double.PositiveInfinity), ReportCell.Share(double.NaN), ReportCell.Of(2.5, decimals: 2) },
            },
        ],
    };

    [TestMethod]
    public void Csv_is_rfc_4180_with_every_digit() => Assert.AreEqual(
        "name,loss.value,loss.standardError,same,bytes\r\n"
            + "\"a,\"\"b\"\"|c\nd\",0.3333333333333333,0.01,0.5,1234567\r\n"
            + "none,,,,\r\n"
            + "ends,Infinity,,,2.5\r\n",
        Document.ToCsv());

    [TestMethod]
    public void Markdown_shows_texts_as_they_are() => Assert.AreEqual(
        """
        # A \| \*title\*

        * model: \<script\>

        First.

        ## Cells

        | name | loss | same % | bytes |
        | --- | ---: | ---: | ---: |
        | a,"b"\|c d | 0.333 ± 0.010 | 50.0 | 1,234,567 |
        | none |  |  |  |
        | ends | ∞ | ? | 2.50 |

        """,
        Document.ToMarkdown());

    [TestMethod]
    public void Json_is_what_the_result_writes() => Assert.AreEqual("{\n  \"model\": \"a<b\"\n}", Document.ToJson());

    [TestMethod]
    public void A_row_cannot_have_more_cells_than_columns() =>
        Assert.ThrowsExactly<ArgumentException>(() => new TableSection("", [new("one", "one")]).Add("a", "b"));
}
