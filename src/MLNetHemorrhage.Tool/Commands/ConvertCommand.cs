using System.CommandLine;
using System.Globalization;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Modifications.Calibration;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Converting;
using MLNetHemorrhage.Tool.Progress;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage convert</c>.</summary>
internal static class ConvertCommand
{
    private const string Summary = "Writes a model in another format, as it is or after a recipe: a GGUF file, a model package, a Hugging Face directory.";

    private const string Examples = """
          hemorrhage convert --output default.gguf
          hemorrhage convert --model ./TinyLlama-1.1B --output tiny-q4_k_m.gguf --type q4_k_m
          hemorrhage convert --model tiny.gguf --output ./tiny --type bf16
          hemorrhage convert --recipe "prune(wanda, sparsity=0.5)" --output pruned.mlh
          hemorrhage convert --recipe "quantize(ggml, type=q3_k_m, importance=true, targets=all)" --output weighted.gguf
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var model = new ModelOptions();
        var calibration = new CalibrationOptions();
        var threads = SharedOptions.Threads();
        var recipe = RecipeOption.One("Default: nothing, the model stays as it is.", required: false);
        var output = PathOption.Create("--output", "Where to: a file, or a directory for Hugging Face's layout. What is there is replaced when the new one is complete.", "PATH");
        output.Required = true;
        var format = Format();
        var type = Type();
        var fallback = new Option<bool>("--fallback") { Description = "Take llama.cpp's replacement where the blocks of --type do not divide the rows of a matrix; otherwise that is an error." };
        var command = new ToolCommand("convert", Summary, Examples) { output, format, type, fallback, recipe };
        model.AddTo(command);
        calibration.AddTo(command);
        command.Add(threads);
        command.SetAction((parsed, cancellation) =>
        {
            var target = parsed.GetValue(type) is { } chosen ? (parsed.GetValue(fallback) ? chosen.WithFallback() : chosen) : null;
            if (parsed.GetValue(fallback) && target?.Step is null) console.Note("--fallback has no effect: --type names no type of ggml");
            string path = parsed.GetValue(output)!;
            var destination = new ModelOutput(path, ModelFormats.Of(parsed.GetValue(format), path), target?.Element);
            destination.Check(target);
            Recipe? steps = Steps(parsed.GetValue(recipe), target);
            var text = calibration.Read(parsed, steps is null ? [] : [steps], TextSource.DefaultSeparator, console);
            var source = model.Load(parsed);
            using var pool = new WorkerPool(parsed.GetValue(threads));
            var converted = steps is null ? source : ProgressRunner.Run(console, display => Apply(source, steps, text?.For(source), pool, display, cancellation));
            destination.Save(converted);
            var size = WeightSize.Of(converted.Decoder);
            console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{path}: {destination.ByteLength:N0} bytes, {converted.Decoder.Spec.BlockCount} blocks, {size.Count:N0} weights"));
            return Task.CompletedTask;
        });
        return command;
    }

    private static Recipe? Steps(Recipe? recipe, TargetType? type)
    {
        Modification[] steps = [.. recipe?.Steps ?? [], .. type?.Step is { } step ? (Modification[])[step] : []];
        return steps.Length == 0 ? null : new(steps);
    }

    private static LanguageModel Apply(LanguageModel model, Recipe recipe, CalibrationSet? calibration, WorkerPool pool, IProgressDisplay display, CancellationToken cancellation) =>
        RecipeRunner.Apply(model, recipe, calibration, new()
        {
            Pool = pool,
            Cancellation = cancellation,
            Progress = new Reporter<RecipeProgress>(p => display.Report($"{recipe}", (p.Step - 1 + (double)p.BlocksDone / p.BlockCount) / p.StepCount)),
        }).Model;

    private static Option<string?> Format()
    {
        string[] words = [.. Enum.GetValues<ModelFormat>().Select(f => f.Word())];
        return new("--format")
        {
            Description = "What to write. Default: what the extension of --output says, .gguf or .mlh; a directory where there is none.",
            HelpName = string.Join('|', words),
            CustomParser = result =>
            {
                var found = result.Tokens[^1].Value;
                if (!words.Contains(found)) result.AddError($"--format: expected {string.Join(", ", words.SkipLast(1))} or {words[^1]}, found '{found}'");
                return found;
            },
        };
    }

    private static Option<TargetType?> Type() => new("--type")
    {
        Description = $"How the matrices are held: {TargetType.Words}. Default: as they are; in a Hugging Face directory f32.",
        HelpName = "TYPE",
        CustomParser = result => ParsedOption.Read(result, result.Tokens[^1].Value, TargetType.Parse),
    };
}
