using System.CommandLine;
using MLNetHemorrhage.Tool.Output;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>Where a command's result goes and in which form.</summary>
internal sealed class OutputOptions
{
    private const string ReportForms = "Form of the result: tables to read, JSON or CSV to process, Markdown to pass on, HTML with charts.";

    private readonly Option<string> _format;
    private readonly Dictionary<string, ReportFormat> _formats;

    private readonly Option<string?>? _output;

    /// <summary>For results that are reports.</summary>
    public OutputOptions() : this(ReportForms, Enum.GetValues<ReportFormat>())
    {
    }

    private OutputOptions(string description, ReportFormat[] formats, bool toFile = true)
    {
        if (toFile) _output = PathOption.Create("--output", "Write the result to this file instead of the terminal; the file appears complete or not at all.");
        _formats = formats.ToDictionary(format => format.ToString().ToLowerInvariant());
        _format = new("--format")
        {
            Description = description,
            HelpName = string.Join('|', _formats.Keys),
            DefaultValueFactory = _ => _formats.Keys.First(),
            CustomParser = result =>
            {
                var found = result.Tokens[^1].Value;
                if (!_formats.ContainsKey(found)) result.AddError($"--format: expected {string.Join(", ", _formats.Keys.SkipLast(1))} or {_formats.Keys.Last()}, found '{found}'");
                return found;
            },
        };
    }

    /// <summary>For results that are a text.</summary>
    public static OutputOptions ForText() => new("Form of the result: the plain text to read, or JSON to process.", [ReportFormat.Table, ReportFormat.Json]);

    /// <summary>For reports of commands that write files of their own.</summary>
    public static OutputOptions ForTerminal() => new(ReportForms, Enum.GetValues<ReportFormat>(), toFile: false);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_format);
        if (_output is not null) command.Add(_output);
    }

    /// <summary>Reserves the output before any work is done, so that a path that cannot be written costs no time.</summary>
    public ResultWriter Open(ParseResult parsed, ToolConsole console) =>
        new(console, _formats[parsed.GetValue(_format)!], _output is not null && parsed.GetValue(_output) is { } path ? new OutputFile(path) : null);
}
