using System.CommandLine;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Inputs;
using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage evaluate</c>.</summary>
internal static class EvaluateCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var recipe = RecipeOption.One();
        var options = new StabilityOptions();
        var layers = new Option<bool>("--layers") { Description = "Also measures what is lost in every block and attention head; takes longer." };
        var choices = PathOption.Many("--choices", "Multiple-choice questions that both models answer, in the form of ARC: a JSON object a line; give the option once for each file.");
        var thresholds = new ThresholdOptions();
        var command = new ToolCommand("evaluate", Summary, Examples()) { recipe, layers, choices };
        options.AddTo(command);
        thresholds.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var steps = parsed.GetValue(recipe)!;
            var tables = thresholds.Read(parsed);
            QuestionSet[] questions = [.. parsed.GetValue(choices)!.Select(QuestionSet.Read)];
            using var writer = options.Output.Open(parsed, console);
            using var pool = options.Pool(parsed);
            var job = options.Prepare(parsed, [steps], pool, console) with { Layers = parsed.GetValue(layers), Choices = questions };
            job = job with { Known = tables.For(job) };
            job.Known.Note(steps, console);
            var report = ProgressRunner.Run(console, display => job.Run(steps, display, cancellation));
            writer.Write(StabilityDocument.Create(report));
            return Task.CompletedTask;
        });
        return command;
    }

    private const string Summary = "Applies a recipe to a model and reports what was lost and what was saved.";

    private static string Examples() => $"""
          hemorrhage evaluate --recipe "prune(magnitude, sparsity=0.5)"
          hemorrhage evaluate --recipe "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4, group=64)" --format json
          hemorrhage evaluate --recipe "quantize(rtn, bits=3)" --layers
          hemorrhage evaluate --recipe "quantize(rtn, bits=3)" --choices arc_easy.jsonl --choices arc_challenge.jsonl
          hemorrhage evaluate --model ./TinyLlama-1.1B --text test.txt --calibration train.txt --recipe "quantize(rtn, bits=3)"

        {RecipeOption.Methods()}
        """;
}
