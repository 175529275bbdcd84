using System.Globalization;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Reporting;
using Spectre.Console;

namespace MLNetHemorrhage.Tool.Output;

/// <summary>A stability report as tables: both models, their difference, the steps.</summary>
internal static class StabilityTables
{
    /// <summary>Writes the tables.</summary>
    public static void Write(IAnsiConsole terminal, StabilityReport report)
    {
        terminal.Write(Models(report));
        terminal.Write(Difference(report.Divergence));
        terminal.Write(Steps(report));
        terminal.WriteLine($"  protocol {report.Base.Protocol}, {Numerals.Whole(report.Base.Tokens)} tokens scored");
    }

    private static Table Models(StabilityReport report)
    {
        PerplexityResult before = report.Base, after = report.Modified;
        var table = TableForm.Create(report.Model, "base", "modified");
        table.AddRow("perplexity", Numerals.WithError(before.Perplexity), Numerals.WithError(after.Perplexity));
        table.AddRow("nll (nats per token)", Numerals.WithError(before.Nll), Numerals.WithError(after.Nll));
        table.AddRow("bits per byte", Numerals.WithError(before.BitsPerByte), Numerals.WithError(after.BitsPerByte));
        table.AddRow("bytes", Numerals.Whole(report.BaseSize.Bytes), Numerals.Whole(report.ModifiedSize.Bytes));
        return table;
    }

    private static Table Difference(DivergenceResult divergence)
    {
        var (kl, delta) = (divergence.KlDivergence, divergence.DeltaP);
        var table = TableForm.Create("modified against base", "mean", "median", "1 %", "99 %", "min", "max");
        table.AddRow("ln ratio of perplexities", Numerals.WithError(divergence.LnRatio));
        table.AddRow(["KL divergence (nats)", Numerals.WithError(kl.Mean), .. Spread(kl.Distribution, Numerals.Short)]);
        table.AddRow(["Δp of the right token", Numerals.WithError(delta.Mean), .. Spread(delta.Distribution, Numerals.Short)]);
        table.AddRow("Δp, root mean square", Numerals.WithError(delta.Rms));
        table.AddRow("same top token", Numerals.Percent(divergence.SameTop));
        return table;
    }

    private static string[] Spread(Distribution d, Func<double, string> show) => [show(d.Median), show(d[1]), show(d[99]), show(d.Minimum), show(d.Maximum)];

    private static Table Steps(StabilityReport report)
    {
        var table = TableForm.Create("step", ">sparsity", ">bits per weight", ">bytes", ">seconds");
        foreach (var step in report.Steps)
            table.AddRow(Markup.Escape(step.Step.ToString()), Numerals.Percent(step.TargetedSize.Sparsity), Numerals.Bits(step.TargetedSize), Numerals.Whole(step.TargetedSize.Bytes), Seconds(step.Elapsed));
        return table;
    }

    private static string Seconds(TimeSpan elapsed) => elapsed.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
}
