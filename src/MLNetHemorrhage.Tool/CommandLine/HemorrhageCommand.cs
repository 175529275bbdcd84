using System.CommandLine;
using MLNetHemorrhage.Tool.Commands;

namespace MLNetHemorrhage.Tool.CommandLine;

/// <summary>The root command.</summary>
internal static class HemorrhageCommand
{
    private const string Description = """
        Measures what a language model loses when it is pruned or quantized.

        Without --model, --text and --calibration the small model that ships with the tool
        and texts generated for it are used, so every command works out of the box:

          hemorrhage evaluate --recipe "prune(wanda, sparsity=0.5) + quantize(rtn, bits=4)"

        Exit codes: 0 done, 2 unusable input (one line on stderr says what), 130 Ctrl-C, 1 a defect of the tool.
        """;

    /// <summary>Creates the command line.</summary>
    public static RootCommand Create(ToolConsole console)
    {
        var root = new RootCommand(Description)
        {
            PerplexityCommand.Create(console),
            EvaluateCommand.Create(console),
            CompareCommand.Create(console),
            AdviseCommand.Create(console),
            SweepCommand.Create(console),
            FitCommand.Create(console),
            GenerateCommand.Create(console),
            InspectCommand.Create(console),
            ConvertCommand.Create(console),
        };
        HelpWithExamples.AddTo(root);
        return root;
    }
}
