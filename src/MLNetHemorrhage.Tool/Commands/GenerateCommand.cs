using System.CommandLine;
using System.Text.Json;
using MLNetHemorrhage.Decoding;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Output;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage generate</c>.</summary>
internal static class GenerateCommand
{
    private const int StandardTokens = 100, MostTokens = 1_000_000;
    private const double HottestTemperature = 100;

    private const string Summary = "Continues a prompt and shows the text as it comes.";

    private const string Examples = """
          hemorrhage generate --prompt "Anna went to"
          hemorrhage generate --prompt "Once upon a time" --max-tokens 200 --temperature 0.8 --seed 7
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var model = new ModelOptions();
        var prompt = new Option<string>("--prompt") { Description = "The beginning of the text.", HelpName = "TEXT", Required = true };
        var maxTokens = NumberOption.Whole(
            "--max-tokens", "Tokens to add at most; the text also ends where the model ends it or its context is full.", "N", 1, MostTokens, StandardTokens);
        var temperature = NumberOption.Real(
            "--temperature", "0 takes the likeliest token every time; 1 samples as the model says, more is wilder.", "T", 0, HottestTemperature, 0);
        var seed = NumberOption.Whole("--seed", "Seed of the sampling; the same seed gives the same text.", "N", 0, int.MaxValue, 0);
        var threads = SharedOptions.Threads();
        var output = OutputOptions.ForText();
        var command = new ToolCommand("generate", Summary, Examples) { prompt, maxTokens, temperature, seed, threads };
        model.AddTo(command);
        output.AddTo(command);
        command.SetAction((parsed, cancellation) =>
        {
            using var writer = output.Open(parsed, console);
            if (parsed.GetValue(temperature) == 0 && parsed.GetResult(seed) is { Implicit: false })
                console.Note("--seed has no effect at temperature 0");
            var languageModel = model.Load(parsed);
            using var pool = new WorkerPool(parsed.GetValue(threads));
            var text = TextGenerator.Generate(
                languageModel,
                parsed.GetValue(prompt)!,
                new() { MaxTokens = parsed.GetValue(maxTokens), Temperature = parsed.GetValue(temperature), Seed = (ulong)parsed.GetValue(seed), Pool = pool },
                cancellation);
            Write(writer, languageModel.Name, parsed.GetValue(prompt)!, text);
            return Task.CompletedTask;
        });
        return command;
    }

    private static void Write(ResultWriter writer, string model, string prompt, GeneratedText text)
    {
        if (writer.Format == ReportFormat.Json)
        {
            var continuation = string.Concat(text);
            writer.WriteJson(JsonSerializer.Serialize(
                new { prompt, text = continuation, stopReason = JsonNamingPolicy.CamelCase.ConvertName(text.Reason!.Value.ToString()) }, JsonForm.Indented));
        }
        else
        {
            writer.WriteText(text.Prepend(prompt));
        }
    }
}
