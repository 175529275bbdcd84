using System.CommandLine;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage compare</c>.</summary>
internal static class CompareCommand
{
    private static readonly string[] Ladder =
    [
        "prune(magnitude, sparsity=0.3)", "prune(magnitude, sparsity=0.5)", "prune(magnitude, sparsity=0.7)", "prune(magnitude, sparsity=0.8)",
        "prune(wanda, sparsity=0.3)", "prune(wanda, sparsity=0.5)", "prune(wanda, sparsity=0.7)", "prune(wanda, sparsity=0.8)",
        "quantize(rtn, bits=8)", "quantize(rtn, bits=4)", "quantize(rtn, bits=3)", "quantize(rtn, bits=2)",
    ];

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var recipes = RecipeOption.Many();
        var options = new StabilityOptions();
        var thresholds = new ThresholdOptions();
        var command = new ToolCommand("compare", Summary, Examples()) { recipes };
        options.AddTo(command);
        thresholds.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            Recipe[] all = parsed.GetValue(recipes) is { Length: > 0 } given ? given : [.. Ladder.Select(Recipe.Parse)];
            var tables = thresholds.Read(parsed);
            using var writer = options.Output.Open(parsed, console);
            using var pool = options.Pool(parsed);
            var job = options.Prepare(parsed, all, pool, console);
            job = job with { Known = tables.For(job) };
            // A comparison goes past thresholds on purpose: only the user's own are worth a note.
            if (tables.HasOwn) foreach (var recipe in all) job.Known.Note(recipe, console);
            var reports = ProgressRunner.Run(console, display => job.RunAll(all, display, cancellation));
            writer.Write(ComparisonDocument.Create(reports));
            return Task.CompletedTask;
        });
        return command;
    }

    private static readonly string Summary = $"Compares several recipes on one model: a row for each, and for each method where it collapses, which is the first strength at which the ln ratio of the perplexities exceeds {ComparisonDocument.CollapseCriterion}.";

    private static string Examples() => $"""
          hemorrhage compare
          hemorrhage compare --recipe "quantize(rtn, bits=4)" --recipe "quantize(rtn, bits=3)" --recipe "quantize(rtn, bits=2)"

        {RecipeOption.Methods()}
        """;
}
