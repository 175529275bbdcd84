using System.CommandLine;
using System.CommandLine.Invocation;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Parses, runs, and turns every way of failing into one line and an exit code.</summary>
internal static class ToolHost
{
    /// <summary>Runs the tool.</summary>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    public static int Run(IReadOnlyList<string> args, ToolConsole console, CancellationToken cancellation)
    {
        try
        {
            var parsed = Parse(args, console);
            if (parsed.Action is ParseErrorAction) throw new HemorrhageException(FirstError(parsed));
            return parsed.InvokeAsync(
                new() { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null, Output = console.Out, Error = console.Error },
                cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            console.Error.WriteLine("cancelled");
            return ExitCode.Cancelled;
        }
        catch (Exception e) when (e is HemorrhageException or IOException or UnauthorizedAccessException)
        {
            console.Error.WriteLine($"error: {OneLine(e.Message)}");
            return ExitCode.BadInput;
        }
        catch (Exception e)
        {
            console.Error.WriteLine($"error: unexpected failure, please report it with the lines below.{Environment.NewLine}{e}");
            return ExitCode.Unexpected;
        }
    }

    /// <summary>Parses without running.</summary>
    public static ParseResult Parse(IReadOnlyList<string> args, ToolConsole console) =>
        // A prompt may start with "@": response files are off.
        HemorrhageCommand.Create(console).Parse(args, new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false });

    private static string FirstError(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command is RootCommand ? "hemorrhage" : $"hemorrhage {parsed.CommandResult.Command.Name}";
        var cause = parsed.UnmatchedTokens is [var unknown, ..] ? $"'{unknown}' is no command, option or value known here" : parsed.Errors[0].Message.TrimEnd('.');
        return $"{cause}. Try '{command} --help'.";
    }

    private static string OneLine(string message) => string.Join(' ', message.Split(['\r', '\n'], StringSplitOptions.RemoveEmptyEntries));
}
