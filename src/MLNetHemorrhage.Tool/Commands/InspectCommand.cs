using System.CommandLine;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Output;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage inspect</c>.</summary>
internal static class InspectCommand
{
    private const string Summary = "Shows what a model is made of: architecture, tensors with shape, format and bytes, tokenizer.";

    private const string Examples = """
          hemorrhage inspect
          hemorrhage inspect --model ./TinyLlama-1.1B --format json
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var model = new ModelOptions();
        var output = new OutputOptions();
        var command = new ToolCommand("inspect", Summary, Examples);
        model.AddTo(command);
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            using var writer = output.Open(parsed, console);
            writer.Write(new Inspection(model.Load(parsed)).ToDocument());
        });
        return command;
    }
}
