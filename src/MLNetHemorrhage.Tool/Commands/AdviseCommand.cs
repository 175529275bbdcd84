using System.CommandLine;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Inputs;
using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage advise</c>.</summary>
internal static class AdviseCommand
{
    private const int MostMeasured = 100, StandardMeasured = 3;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var size = NumberOption.OptionalReal("--target-size", "Bytes of the modified model over those of the base, at most.", "SHARE", 0, 1);
        var ratio = NumberOption.OptionalReal("--max-ln-ratio", "ln of the modified perplexity over the base's, at most; 0.05 is 5 % of perplexity.", "NUMBER", 0, 100);
        var measure = NumberOption.Whole("--measure", "How many of the best proposals to measure; 0 measures none.", "N", 0, MostMeasured, StandardMeasured);
        var options = new StabilityOptions();
        var thresholds = new ThresholdOptions();
        var command = new ToolCommand("advise", Summary, Examples) { size, ratio, measure };
        thresholds.AddTo(command);
        options.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            var budget = new AdviceBudget(parsed.GetValue(size), parsed.GetValue(ratio));
            var tables = thresholds.Read(parsed);
            using var writer = options.Output.Open(parsed, console);
            using var pool = options.Pool(parsed);
            var job = options.Prepare(parsed, AdvisedMethods.All, pool, console);
            var known = tables.For(job);
            var advice = RecipeAdvisor.Propose(job.Model, known.Table, known.Context, budget);
            var recipes = Measure(advice, parsed.GetValue(measure), job with { Known = known }, console, cancellation);
            writer.Write(AdviceDocument.Create(job.Model.Name, advice, recipes));
            return Task.CompletedTask;
        });
        return command;
    }

    private static AdvisedRecipe[] Measure(Advice advice, int count, StabilityJob job, ToolConsole console, CancellationToken cancellation)
    {
        ProposedRecipe[] best = [.. advice.Recipes.Take(count)];
        var reports = best.Length == 0 ? [] : ProgressRunner.Run(console, display => job.RunAll([.. best.Select(b => b.Recipe)], display, cancellation));
        return best.Length == 0
            ? [.. advice.Recipes.Select(r => new AdvisedRecipe(r, null, job.Known!.Find(r.Recipe)))]
            : [.. best.Zip(reports, (proposal, report) => new AdvisedRecipe(proposal, report, job.Known!.Find(proposal.Recipe)))];
    }

    private const string Summary = "Proposes recipes that keep a model within a size, a loss or both, from what is known about how methods degrade, and measures the best few.";

    private const string Examples = """
          hemorrhage advise --target-size 0.35
          hemorrhage advise --max-ln-ratio 0.05
          hemorrhage advise --model ./TinyLlama-1.1B --thresholds tiny.hemorrhage-thresholds.txt --target-size 0.2 --max-ln-ratio 0.1 --text test.txt
        """;
}
