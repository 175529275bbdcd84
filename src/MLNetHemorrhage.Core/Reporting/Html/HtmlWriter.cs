using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace MLNetHemorrhage.Reporting;

/// <summary>Text of an HTML page: what comes from outside is encoded, only what is written here is markup.</summary>
internal sealed class HtmlWriter
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);
    private readonly StringBuilder _html = new();

    /// <summary>Markup.</summary>
    public HtmlWriter Raw(string markup)
    {
        _html.Append(markup);
        return this;
    }

    /// <summary>Words.</summary>
    public HtmlWriter Text(string words) => Raw(Encoder.Encode(words));

    /// <summary>Words from outside, whose direction of writing must not reach their surroundings.</summary>
    public HtmlWriter Name(string words) => Element("bdi", words);

    /// <summary>An element that holds words.</summary>
    public HtmlWriter Element(string name, string words) => Raw($"<{name}>").Text(words).Raw($"</{name}>");

    public override string ToString() => _html.ToString();
}
