using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Tool.CommandLine;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>Writes a command's result once, in the form and to the place the user asked for.</summary>
internal sealed class ResultWriter(ToolConsole console, ReportFormat format, OutputFile? file) : IDisposable
{
    /// <summary>The form the user asked for.</summary>
    public ReportFormat Format => format;

    /// <summary>Writes a report.</summary>
    public void Write(ReportDocument document) => Emit(format switch
    {
        ReportFormat.Json => document.ToJson() + "\n",
        ReportFormat.Csv => document.ToCsv(),
        ReportFormat.Markdown => document.ToMarkdown(),
        ReportFormat.Html => document.ToHtml(),
        _ => TerminalReport.Render(document, (file is null ? console.OutWidth : null) ?? TerminalReport.UnlimitedWidth),
    });

    /// <summary>Writes JSON.</summary>
    public void WriteJson(string text) => Emit(text + "\n");

    /// <summary>Writes a text with a line end: piece by piece as they come, or at once where it goes to a file.</summary>
    public void WriteText(IEnumerable<string> pieces)
    {
        if (file is not null)
        {
            Emit(string.Concat(pieces) + "\n");
            return;
        }
        try
        {
            foreach (var piece in pieces)
            {
                console.Out.Write(piece);
                console.Out.Flush();
            }
        }
        finally
        {
            console.Out.Write('\n');
        }
    }

    public void Dispose() => file?.Dispose();

    private void Emit(string text)
    {
        if (file is null) console.Out.Write(text);
        else file.Commit(text);
    }
}
