using MLNetHemorrhage.Tool.CommandLine;
using Spectre.Console;

namespace MLNetHemorrhage.Tool.Progress;

/// <summary>Runs work under the display that suits the error stream; results on the output stream stay clean.</summary>
internal static class ProgressRunner
{
    /// <summary>Runs the work and gives back its result.</summary>
    public static T Run<T>(ToolConsole console, Func<IProgressDisplay, T> work)
    {
        if (!console.ErrorIsTerminal) return work(new LineProgress(console.Error, TimeProvider.System));
        var terminal = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(console.Error) });
        return terminal.Progress()
            .AutoClear(true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context => work(new TerminalProgress(context)));
    }
}
