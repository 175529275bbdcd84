using System.CommandLine;
using MLNetHemorrhage.Tool.CommandLine;
using MLNetHemorrhage.Tool.Inputs;
using MLNetHemorrhage.Tool.Output;

namespace MLNetHemorrhage.Tool.Commands;

/// <summary><c>hemorrhage inspect</c>.</summary>
internal static class InspectCommand
{
    private const string Description = """
        Shows what a model is made of: architecture, tensors with shape, format and bytes, tokenizer.

          hemorrhage inspect
          hemorrhage inspect --model ./TinyLlama-1.1B --format json
        """;

    /// <summary>Creates the command.</summary>
    public static Command Create(ToolConsole console)
    {
        var model = SharedOptions.Model();
        var output = new OutputOptions();
        var command = new Command("inspect", Description) { model };
        output.AddTo(command);
        command.SetAction(parsed =>
        {
            using var writer = output.Open(parsed, console);
            var inspection = new Inspection(ModelSource.Load(parsed.GetValue(model)));
            writer.Write(inspection.ToJson, inspection.WriteTable);
        });
        return command;
    }
}
