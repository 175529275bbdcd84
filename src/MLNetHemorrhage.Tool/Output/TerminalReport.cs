using MLNetHemorrhage.Reporting;
using Spectre.Console;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>A report as a terminal shows it: tables, with notes and captions as indented lines. Charts are left out.</summary>
internal static class TerminalReport
{
    private const string Indent = "  ";

    /// <summary>Columns for a table that goes to a file or a pipe: wide enough that no row is wrapped.</summary>
    public const int UnlimitedWidth = 400;

    /// <summary>The report as text that ends with a line end.</summary>
    public static string Render(ReportDocument document, int width)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        var terminal = Terminal(writer, width);
        foreach (var section in document.Sections)
        {
            if (section is TableSection table) TerminalTable.Write(terminal, table);
            else if (section is NoteSection note) foreach (var line in note.Lines) terminal.WriteLine(Indent + line);
            if (section.Caption.Length > 0 && section is not ChartSection) terminal.WriteLine(Indent + section.Caption);
        }
        var lines = writer.ToString().Split('\n').Select(line => line.TrimEnd()).ToArray();
        // Tables bring blank lines of their own: one between two of them is enough, none at the ends.
        var kept = lines.Where((line, i) => line.Length > 0 || (i > 0 && lines[i - 1].Length > 0)).SkipWhile(line => line.Length == 0);
        return string.Join('\n', kept).TrimEnd('\n') + "\n";
    }

    private static IAnsiConsole Terminal(TextWriter writer, int width)
    {
        var terminal = AnsiConsole.Create(new()
        {
            Out = new AnsiConsoleOutput(writer),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        terminal.Profile.Width = width;
        terminal.Profile.Capabilities.Unicode = true;
        return terminal;
    }
}
