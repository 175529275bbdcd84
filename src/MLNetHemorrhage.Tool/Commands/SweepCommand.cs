using System.CommandLine;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Inputs;
using MLNetHemorrhage.Tool.Output;
using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage sweep</c>.</summary>
internal static class SweepCommand
{
    private const string Summary = "Measures what a model loses over the strengths of a recipe and finds how far it can go: the phase transition and the tolerance threshold, with their ranges.";

    private const string Examples = """
          hemorrhage sweep --steps "prune(wanda, sparsity=*)" --grid 0.1:0.8:0.1 --output wanda
          hemorrhage sweep --steps "prune(wanda, sparsity=*)" --grid 0.05:0.5:0.09 --adaptive --points 16
          hemorrhage sweep --steps "quantize(rtn, bits=*)" --steps "quantize(rtn, bits=*, group=32)"
          hemorrhage sweep --steps "prune(wanda, sparsity=*) + quantize(rtn, bits=*)" --grid 0.1:0.8:0.1 --grid 8,4,3,2

        Two strengths give a surface: both steps are measured together and alone, how far the first can go
        beside each value of the second, and what they lose together beyond the sum of their losses.
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var sweep = new SweepCommandOptions();
        var options = new StabilityOptions(OutputOptions.ForTerminal());
        var command = new ToolCommand("sweep", Summary, Examples);
        sweep.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var templates = sweep.Templates(parsed);
            var grids = sweep.Grids(parsed, templates);
            using var writer = options.Output.Open(parsed, console);
            using var pool = options.Pool(parsed);
            var job = options.Prepare(parsed, [.. templates.Zip(grids, (template, values) => template.First(values))], pool, console);
            var adaptive = sweep.Adaptive(parsed, console);
            SweepPlan[] plans =
            [
                .. templates.Zip(grids, (template, values) => new SweepPlan(job.Model, template, values, job.Text, job.Calibration)
                {
                    ToleranceLn = sweep.ToleranceLn(parsed),
                    Adaptive = adaptive,
                }),
            ];
            var results = Run(plans, new() { Store = sweep.Directory(parsed), Threads = pool.Threads, Workers = sweep.Workers(parsed), Cancellation = cancellation }, console);
            var document = SweepDocument.Create(results);
            if (sweep.Directory(parsed) is { } directory) SweepFiles.Write(directory, document, results);
            writer.Write(document);
            return Task.CompletedTask;
        });
        return command;
    }

    private static IReadOnlyList<SweepResult> Run(SweepPlan[] plans, SweepOptions options, ToolConsole console)
    {
        SweepProgress last = default;
        var notes = new List<string>();
        try
        {
            return ProgressRunner.Run(console, display => Sweep.Run(plans, options with
            {
                Notes = new Reporter<string>(notes.Add),
                Progress = new Reporter<SweepProgress>(progress =>
                {
                    last = progress;
                    display.Report("sweep", progress.Fraction, Detail(progress));
                }),
            }));
        }
        catch (OperationCanceledException) when (options.Store is { } directory)
        {
            console.Note($"{(last.Total > 0 ? $"{last.Done} of {last.Total}" : "finished")} points are kept in {directory}; the same command goes on from there");
            throw;
        }
        finally
        {
            // Not while progress is drawn.
            foreach (var note in notes) console.Note(note);
        }
    }

    private static string Detail(SweepProgress progress) =>
        $"{progress.Done} of {progress.Total} points" + (progress.Remaining is { } left ? $", about {Duration(left)} left" : "");

    private static string Duration(TimeSpan time) => time.TotalMinutes < 2 ? $"{time.TotalSeconds:0} s" : time.TotalHours < 2 ? $"{time.TotalMinutes:0} min" : $"{time.TotalHours:0} h";
}
