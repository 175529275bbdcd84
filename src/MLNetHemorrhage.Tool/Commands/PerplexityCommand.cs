using System.CommandLine;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Reporting;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage perplexity</c>.</summary>
internal static class PerplexityCommand
{
    private const string Summary = "Measures how well a model predicts a text: perplexity and bits per byte, with standard errors.";

    private const string Examples = """
          hemorrhage perplexity
          hemorrhage perplexity --model ./TinyLlama-1.1B --text book.txt
          hemorrhage perplexity --text stories.txt --protocol documents:25 --format json
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var model = new ModelOptions();
        var threads = SharedOptions.Threads();
        var text = new TextOptions();
        var output = new OutputOptions();
        var command = new ToolCommand("perplexity", Summary, Examples);
        model.AddTo(command);
        text.AddTo(command);
        command.Add(threads);
        output.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            using var writer = output.Open(parsed, console);
            var input = text.Read(parsed);
            var languageModel = model.Load(parsed);
            using var pool = new WorkerPool(parsed.GetValue(threads));
            var result = ProgressRunner.Run(console, display => Perplexity.Measure(languageModel, input.For(languageModel), new()
            {
                Pool = pool,
                Progress = new Reporter<EvaluationProgress>(p => display.Report("scoring", (double)p.Tokens / p.TotalTokens)),
                Cancellation = cancellation,
            }));
            writer.Write(PerplexityDocument.Create(languageModel.Name, result));
            return Task.CompletedTask;
        });
        return command;
    }
}
