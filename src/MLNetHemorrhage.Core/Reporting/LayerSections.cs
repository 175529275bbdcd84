using System.Globalization;
using MLNetHemorrhage.Evaluation.Attention;
using MLNetHemorrhage.Evaluation.Cascade;
using MLNetHemorrhage.Models;
using MLNetHemorrhage.Modifications;

namespace MLNetHemorrhage.Reporting;

/// <summary>The parts of a report that go block by block: a row for each, and a chart.</summary>
internal static class LayerSections
{
    private const double Limit = CascadeResult.DefaultLimit;

    /// <summary>How the loss builds up.</summary>
    public static IEnumerable<ReportSection> Of(CascadeResult cascade)
    {
        yield return Residual(cascade);
        yield return Linears(cascade);
        yield return new CascadeChart("Information loss by depth", new("relative error of the residual stream"), [Depth(cascade)]) { Limit = Limit };
    }

    /// <summary>What happened to attention.</summary>
    public static IEnumerable<ReportSection> Of(AttentionResult attention)
    {
        yield return Attention(attention);
        yield return new AttentionChart("Attention disruption by head", new("Jensen-Shannon divergence", "nats"), Heads(attention, h => h.JensenShannon.Value));
        yield return new AttentionChart("Change of attention entropy by head", new("change of entropy", "nats"), Heads(attention, h => h.EntropyChange.Value)) { Signed = true };
    }

    private static TableSection Residual(CascadeResult cascade)
    {
        var table = new TableSection("Information loss", ResidualColumns) { Caption = Summary(cascade) };
        table.Add("embedding", cascade.Embedding.RelativeError, cascade.Embedding.Cosine, Decibels(cascade.Embedding));
        foreach (var block in cascade.Blocks)
        {
            var factor = double.IsNaN(block.Factor.Value) ? ReportCell.Missing : block.Factor;
            table.Add($"block {block.Block}", block.Residual.RelativeError, block.Residual.Cosine, Decibels(block.Residual), factor);
        }
        return table;

        // Infinity has no error to show.
        static ReportCell Decibels(SignalLoss loss) => double.IsInfinity(loss.Sqnr.Value) ? ReportCell.Of(loss.Sqnr.Value) : loss.Sqnr;
    }

    private static TableSection Linears(CascadeResult cascade)
    {
        var columns = DecoderBlock.Roles.Select(RecipeWords.Of).Select(role => ReportColumn.Number(role, role + "LocalError"));
        var inPlace = DecoderBlock.Roles.Select(RecipeWords.Of).Select(role => ReportColumn.Number(role + " in place", role + "InPlaceError", detail: true));
        var table = new TableSection("Relative error of linear layers", [new("relative error", "block"), .. columns, .. inPlace])
        {
            Caption = "relative error of the outputs of each linear layer on the base model's inputs: what the layer breaks itself",
        };
        foreach (var block in cascade.Blocks)
        {
            var errors = block.Linears.Select(l => l.Local).Concat(block.Linears.Select(l => l.InPlace)).Select(loss => ReportCell.Of(loss.RelativeError.Value));
            table.Add([$"block {block.Block}", .. errors]);
        }
        return table;
    }

    private static TableSection Attention(AttentionResult attention)
    {
        var table = new TableSection("Attention", AttentionColumns) { Caption = Summary(attention) };
        foreach (var block in attention.Blocks)
        {
            var (mean, worst) = (block.Mean, block.Heads.MaxBy(h => h.JensenShannon.Value)!);
            table.Add(
                $"block {block.Block}", mean.JensenShannon, ReportCell.Of(worst.JensenShannon.Value), worst.Head, mean.EntropyChange, mean.FirstTokenMassChange,
                mean.OutputSimilarity, block.HeadSimilarityChange, block.HeadSimilarity);
        }
        return table;
    }

    private static string Summary(CascadeResult cascade)
    {
        var limit = Limit.ToString(CultureInfo.InvariantCulture);
        var crossing = cascade.FirstBlockAbove() is { } block ? $"exceeds {limit} first after block {block}" : $"stays below {limit}";
        var growth = double.IsNaN(cascade.Growth.Value) ? "" : $"amplification {Numerals.WithError(cascade.Amplification)} per block; ";
        return $"{growth}the relative error of the residual stream {crossing}";
    }

    private static string Summary(AttentionResult attention)
    {
        var (block, head) = attention.MostDisrupted;
        return $"over all heads: Jensen-Shannon divergence {Numerals.WithError(attention.Mean.JensenShannon)} nats (at most ln 2 = 0.693), " +
            $"largest in block {block}, head {head.Head}: {Numerals.WithError(head.JensenShannon)}";
    }

    private static CascadeSeries Depth(CascadeResult cascade) => new(
        "residual stream",
        [new(0, cascade.Embedding.RelativeError), .. cascade.Blocks.Select(b => new ChartPoint(b.Block + 1, b.Residual.RelativeError))]);

    private static IEnumerable<IReadOnlyList<double>> Heads(AttentionResult attention, Func<HeadDisruption, double> value) =>
        attention.Blocks.Select(block => block.Heads.Select(value).ToArray());

    private static ReportColumn[] ResidualColumns =>
    [
        new("residual stream after", "block"),
        ReportColumn.Number("relative error", "relativeError"),
        ReportColumn.Number("cosine", "cosine"),
        ReportColumn.Number("SQNR (dB)", "sqnr"),
        ReportColumn.Number("growth factor", "factor"),
    ];

    private static ReportColumn[] AttentionColumns =>
    [
        new("attention", "block"),
        ReportColumn.Number("JS (nats)", "jensenShannon"),
        ReportColumn.Number("largest JS", "largestJensenShannon"),
        ReportColumn.Number("of head", "head"),
        ReportColumn.Number("Δ entropy", "entropyChange"),
        ReportColumn.Number("Δ first token", "firstTokenMassChange"),
        ReportColumn.Number("CKA of outputs", "outputSimilarity"),
        ReportColumn.Number("Δ CKA between heads", "headSimilarityChange"),
        ReportColumn.Number("CKA between heads", "headSimilarity", detail: true),
    ];
}
