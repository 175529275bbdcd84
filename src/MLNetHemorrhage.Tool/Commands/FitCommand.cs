using System.CommandLine;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Output;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage fit</c>.</summary>
internal static class FitCommand
{
    private const string Summary = "Finds where degradation curves turn and how far they stay within a tolerance, from a file of points.";

    private const string Examples = """
          hemorrhage fit --points curve.csv
          hemorrhage fit --points curve.csv --base 5.12 --tolerance 0.02 --format json
          hemorrhage fit --points curve.csv --mode paper:unstructured
          hemorrhage fit --points curve.csv --base 5.12 --write-thresholds mine.hemorrhage-thresholds.txt --record-model TinyLlama-1.1B
        """;

    private const string Robust = "robust", Paper = "paper";

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var points = PathOption.Create("--points", "Comma-separated points: columns method, one of sparsity, ratio, keep or bits, and ppl; optionally kind, protocol, standardError.");
        points.Required = true;
        var mode = new Option<string>("--mode") { Description = "robust: what the data say, with an interval; paper:PRESET: the published procedure; paper: the preset of each method's name.", HelpName = "robust|paper|paper:PRESET", DefaultValueFactory = _ => Robust };
        var tolerance = NumberOption.Real("--tolerance", "Rise of perplexity that is tolerated, as a share.", "SHARE", 1e-6, 1000, .05);
        var basePerplexity = NumberOption.Real("--base", "Perplexity of the untouched model; without it, that of the row of strength 0.", "PPL", 0, double.MaxValue, 0);
        var coordinate = new Option<string?>("--coordinate") { Description = "What the strengths are, where the column's name does not say so." };
        coordinate.AcceptOnlyFromAmong([.. Strengths.Coordinates]);
        var thresholds = PathOption.Create("--write-thresholds", "Threshold file to keep the result in; records about the same are replaced.");
        var model = new Option<string>("--record-model") { Description = "The model that was measured, as the records name it: the last segment of its path; * and ? stand for others.", HelpName = "NAME", DefaultValueFactory = _ => TableRecord.AnyModel };
        var output = new OutputOptions();
        var command = new ToolCommand("fit", Summary, Examples) { points, mode, tolerance, basePerplexity, coordinate, thresholds, model };
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            using var writer = output.Open(parsed, console);
            double given = parsed.GetValue(basePerplexity);
            var curves = CurveFile.Read(parsed.GetValue(points)!, parsed.GetValue(coordinate), given > 0 ? given : null);
            string how = parsed.GetValue(mode)!;
            double toleranceLn = Math.Log(1 + parsed.GetValue(tolerance));
            (DegradationCurve Curve, PhaseTransition Fit, ToleranceThreshold Tolerance)[] fits = [.. curves.Select(curve => (curve, Fit(curve, how), ToleranceThreshold.Find(curve, toleranceLn)))];
            if (parsed.GetValue(thresholds) is { } file) FittedRecords.Save(file, parsed.GetValue(model)!, parsed.GetValue(points)!, fits);
            else if (parsed.GetResult(model) is { Implicit: false }) console.Note("--record-model has no effect without --write-thresholds");
            writer.Write(FitDocument.Create(fits));
        });
        return command;
    }

    private static PhaseTransition Fit(DegradationCurve curve, string mode)
    {
        if (mode == Robust) return PhaseTransitionFit.Robust(curve);
        string? name = mode == Paper ? curve.Method : mode.StartsWith(Paper + ":", StringComparison.Ordinal) ? mode[(Paper.Length + 1)..] : null;
        if (name is not null && PaperPreset.Find(name) is { } preset) return PhaseTransitionFit.Paper(curve, preset);
        throw new HemorrhageException($"--mode: expected robust, or paper: and one of {string.Join(", ", PaperPreset.All.Select(p => p.Name))}; found '{(name is null ? mode : "paper:" + name)}'");
    }
}
