namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Where the tool writes, so that tests can run it in their own process.</summary>
/// <param name="Out">Results.</param>
/// <param name="Error">Errors, notes and progress.</param>
/// <param name="OutWidth">Columns of the terminal that shows results; null where they go to a file or a pipe.</param>
/// <param name="ErrorIsTerminal">Whether progress may be drawn in place.</param>
internal sealed record ToolConsole(TextWriter Out, TextWriter Error, int? OutWidth, bool ErrorIsTerminal)
{
    /// <summary>The console of this process.</summary>
    public static ToolConsole System() => new(
        Console.Out, Console.Error, !Console.IsOutputRedirected && Console.WindowWidth is > 0 and var width ? width : null, !Console.IsErrorRedirected);

    /// <summary>Something the user should know that does not stop the work.</summary>
    public void Note(string text) => Error.WriteLine($"note: {text}");
}
