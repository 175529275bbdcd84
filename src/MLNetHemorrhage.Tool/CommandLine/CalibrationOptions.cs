using System.CommandLine;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Tool.Inputs;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>The text that calibrated methods learn from.</summary>
internal sealed class CalibrationOptions
{
    private const int MostWindows = 1_000_000;

    private readonly Option<string?> _calibration = PathOption.Create(
        "--calibration",
        "UTF-8 text that calibrated methods look at: documents where it contains the separator, else one window for each line. "
            + "Default: text generated for the default model, disjoint from the one that is scored.");

    private readonly Option<int> _windows = NumberOption.Whole(
        "--calibration-windows", "How many documents or lines of it, from the first.", "N", 1, MostWindows, CalibrationSet.DefaultWindows);

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(_calibration);
        command.Add(_windows);
    }

    /// <summary>Reads the calibration text where a recipe needs one; says so where the user gave one in vain.</summary>
    public CalibrationText? Read(ParseResult parsed, IEnumerable<Recipe> recipes, string separator, ToolConsole console)
    {
        if (recipes.Any(recipe => recipe.NeedsCalibration)) return CalibrationText.Read(parsed.GetValue(_calibration), parsed.GetValue(_windows), separator);
        foreach (var option in (Option[])[_calibration, _windows])
            if (parsed.GetResult(option) is { Implicit: false }) console.Note($"{option.Name} has no effect: no step of the recipe is calibrated");
        return null;
    }
}
