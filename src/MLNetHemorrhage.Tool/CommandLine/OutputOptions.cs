using System.CommandLine;
using MLNetHemorrhage.Tool.Output;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Where a command's result goes and in which form.</summary>
internal sealed class OutputOptions(string readable = "a table")
{
    private readonly Option<string> _format = new("--format")
    {
        Description = $"Form of the result: {readable} to read, or JSON to process.",
        HelpName = "table|json",
        DefaultValueFactory = _ => "table",
        CustomParser = result =>
        {
            var found = result.Tokens[^1].Value;
            if (found is not ("table" or "json")) result.AddError($"--format: expected table or json, found '{found}'");
            return found;
        },
    };

    private readonly Option<string?> _output = PathOption.Create(
        "--output", "Write the result to this file instead of the terminal; the file appears complete or not at all.");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_output);
    }

    /// <summary>Reserves the output before any work is done, so that a path that cannot be written costs no time.</summary>
    public ResultWriter Open(ParseResult parsed, ToolConsole console) =>
        new(console, parsed.GetValue(_format) == "json", parsed.GetValue(_output) is { } path ? new OutputFile(path) : null);
}
