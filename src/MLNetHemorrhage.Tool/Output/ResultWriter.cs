using MLNetHemorrhage.Tool.CommandLine;
using Spectre.Console;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>Writes a command's result once, in the form and to the place the user asked for.</summary>
internal sealed class ResultWriter(ToolConsole console, bool json, OutputFile? file) : IDisposable
{
    /// <summary>Columns for a table that goes to a file or a pipe: wide enough that no row is wrapped.</summary>
    private const int UnlimitedWidth = 400;

    /// <summary>Whether the result is JSON.</summary>
    public bool Json => json;

    /// <summary>Writes the result.</summary>
    public void Write(Func<string> toJson, Action<IAnsiConsole> toTable)
    {
        if (json) WriteJson(toJson());
        else Emit(Render(toTable, file is null ? console.OutWidth ?? UnlimitedWidth : UnlimitedWidth));
    }

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

    private static string Render(Action<IAnsiConsole> toTable, int width)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        toTable(Terminal(writer, width));
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
