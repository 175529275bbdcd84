using System.CommandLine;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Tool.Inputs;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>The text to score and how it is cut.</summary>
internal sealed class TextOptions
{
    private readonly Option<string?> _text = PathOption.Create("--text", "UTF-8 text to score. Default: text generated for the default model.");

    private readonly Option<Protocol?> _protocol = new("--protocol")
    {
        Description = "How the text is cut and what is scored: documents:N, windows:N, chunks:N or wikitext:N, see docs/protocols.md. "
            + $"Default: {EvaluationText.DocumentProtocol} for the default text and where the text contains the separator, else {EvaluationText.WindowProtocol}.",
        HelpName = "PROTOCOL",
        CustomParser = result => ParsedOption.Read(result, result.Tokens[^1].Value, Protocol.Parse),
    };

    private readonly Option<string> _separator = new("--separator")
    {
        Description = "What stands between documents.",
        HelpName = "TEXT",
        DefaultValueFactory = _ => TextSource.DefaultSeparator,
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_text);
        command.Add(_protocol);
        command.Add(_separator);
    }

    /// <summary>What stands between documents.</summary>
    public string Separator(ParseResult parsed) => parsed.GetValue(_separator)!;

    /// <summary>Reads the text.</summary>
    public EvaluationText Read(ParseResult parsed) => EvaluationText.Read(parsed.GetValue(_text), parsed.GetValue(_protocol), Separator(parsed));
}
