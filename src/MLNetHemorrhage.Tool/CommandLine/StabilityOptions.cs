using System.CommandLine;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tool.Inputs;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>What the commands that apply recipes have in common.</summary>
internal sealed class StabilityOptions(OutputOptions? output = null)
{
    private readonly ModelOptions _model = new();
    private readonly TextOptions _text = new();
    private readonly CalibrationOptions _calibration = new();
    private readonly Option<int> _threads = SharedOptions.Threads();

    /// <summary>Where the result goes.</summary>
    public OutputOptions Output { get; } = output ?? new();

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _model.AddTo(command);
        _text.AddTo(command);
        _calibration.AddTo(command);
        command.Add(_threads);
        Output.AddTo(command);
    }

    /// <summary>The threads to work with.</summary>
    public WorkerPool Pool(ParseResult parsed) => new(parsed.GetValue(_threads));

    /// <summary>Reads the model and the texts.</summary>
    public StabilityJob Prepare(ParseResult parsed, IReadOnlyList<Recipe> recipes, WorkerPool pool, ToolConsole console)
    {
        var text = _text.Read(parsed);
        var calibration = _calibration.Read(parsed, recipes, text.Separator, console);
        return StabilityJob.Prepare(_model.Load(parsed), text, calibration, pool);
    }
}
