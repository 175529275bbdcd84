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

    /// <summary>Whether text can be shown as it comes: a terminal or pipe that waits for plain text.</summary>
    public bool CanStream => !json && file is null;

    /// <summary>Writes the result.</summary>
    public void Write(Func<string> toJson, Action<IAnsiConsole> toTable)
    {
        if (json) Emit(toJson() + "\n");
        else if (file is null && console.OutWidth is { } width) toTable(Terminal(console.Out, width));
        else Emit(Plain(toTable));
    }

    /// <summary>Writes a text as it is.</summary>
    public void WriteText(string text) => Emit(text);

    public void Dispose() => file?.Dispose();

    private void Emit(string text)
    {
        if (file is null) console.Out.Write(text);
        else file.Commit(text);
    }

    private static string Plain(Action<IAnsiConsole> toTable)
    {
        using var writer = new StringWriter { NewLine = "\n" };
        toTable(Terminal(writer, UnlimitedWidth));
        var lines = writer.ToString().Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0);
        return string.Concat(lines.Select(line => line + "\n"));
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
