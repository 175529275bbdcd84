using System.CommandLine;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;
using MLNetHemorrhage.Tool.Inputs;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>What is known about how far models can go: the published table, and the user's own.</summary>
internal sealed class ThresholdOptions
{
    private readonly Option<string[]> _files = new("--thresholds")
    {
        Description = "A threshold file, as hemorrhage sweep writes it; give the option once for each. Later files go before earlier ones, and all of them before the published table.",
        HelpName = "FILE",
        Arity = ArgumentArity.OneOrMore,
    };

    /// <summary>Adds the option to a command.</summary>
    public void AddTo(Command command) => command.Add(_files);

    /// <summary>Reads the tables, before any work is done.</summary>
    /// <exception cref="HemorrhageException">A file cannot be read, or a line cannot be used.</exception>
    public ThresholdTables Read(ParseResult parsed)
    {
        string[] files = parsed.GetValue(_files) ?? [];
        return new(ThresholdFiles.ReadOverDefault(files), HasOwn: files.Length > 0);
    }
}
