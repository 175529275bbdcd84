using MLNetHemorrhage.Evaluation;
using Spectre.Console;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>A perplexity as a table.</summary>
internal static class PerplexityTable
{
    /// <summary>Writes the table.</summary>
    public static void Write(IAnsiConsole terminal, string model, PerplexityResult result)
    {
        var table = TableForm.Create("", model);
        table.AddRow("perplexity", Numerals.WithError(result.Perplexity));
        table.AddRow("nll (nats per token)", Numerals.WithError(result.Nll));
        table.AddRow("bits per byte", Numerals.WithError(result.BitsPerByte));
        table.AddRow("tokens scored", $"{Numerals.Whole(result.Tokens)} in {Numerals.Whole(result.Windows)} windows");
        table.AddRow("protocol", result.Protocol.ToString());
        terminal.Write(table);
    }
}
