using System.Globalization;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Reporting;

namespace MLNetHemorrhage.Tests;

/// <summary>A report with every kind of section, from the curves of the paper.</summary>
internal static class ShowcaseReport
{
    public static ReportDocument Create(string? name = null) => new($"Robustness of {name ?? "LLaMA-2-7B"}", writer => { })
    {
        Facts = [new("model", name ?? "LLaMA-2-7B"), new("protocol", "wikitext:2048,context=2048,bos=true"), new("scored", "335,688 tokens in 164 windows"), new("version", "0.1.0")],
        Sections = [Recipes(name), Verdict(name), Degradation(name), Surface(), Cascade(), Attention(signed: false), Attention(signed: true), Tradeoff(name)],
    };

    private static TableSection Recipes(string? name)
    {
        var table = new TableSection("Recipes",
        [
            new("recipe", "recipe"),
            ReportColumn.Number("perplexity", "perplexity"),
            ReportColumn.Number("ln ratio", "lnRatio"),
            ReportColumn.Number("KLD", "klDivergence"),
            ReportColumn.Number("mean Δp", "deltaP", "%"),
            ReportColumn.Number("RMS Δp", "deltaPRms", "%"),
            ReportColumn.Number("same top", "sameTop", "%"),
            ReportColumn.Number("bytes", "bytes"),
            ReportColumn.Number("bits per weight", "bitsPerWeight"),
        ])
        {
            Caption = "protocol wikitext:2048,context=2048,bos=true, 335,688 tokens scored; ± is one standard error",
        };
        table.Add($"none ({name ?? "LLaMA-2-7B"})", new Estimate(5.1168, 0.0328), ReportCell.Missing, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing, 13476839424);
        for (int i = 1; i <= 6; i++)
        {
            double loss = 0.002 * Math.Exp(0.9 * i);
            table.Add(
                $"prune(wanda, sparsity=0.{i})",
                new Estimate(5.1168 * Math.Exp(loss), 0.0328 * Math.Exp(loss)),
                new Estimate(loss, loss / 20),
                new Estimate(loss * 0.9, loss / 25),
                ReportCell.Share(new Estimate(-loss / 6, loss / 90)),
                ReportCell.Share(new Estimate(loss / 2, loss / 60)),
                ReportCell.Share(new Estimate(1 - loss, loss / 40)),
                13476839424 - i * 1111111111L,
                ReportCell.Of(16 - 1.5 * i, decimals: 2));
        }
        return table;
    }

    private static NoteSection Verdict(string? name) => new("Verdict", [$"prune({name ?? "wanda"}) collapses between sparsity=0.5 (ln ratio 0.2092) and sparsity=0.7 (ln ratio 2.415)", "quantize(rtn) does not collapse up to bits=3 (ln ratio 0.3911)"]);

    private static DegradationChart Degradation(string? name)
    {
        string[] methods = ["wanda", "wanda_owl", "RIA"];
        var published = Csv("published_params.csv");
        return new("Perplexity by sparsity", new("sparsity"), new("perplexity"), methods.Select(method =>
        {
            var points = Csv("fig3_points.csv").Where(row => row["method"] == method).Select(row => new ChartPoint(Number(row["sparsity"]), new(Number(row["ppl"]), 0.03 * Number(row["ppl"]))));
            var fit = Csv("fig3_fitcurve.csv").Where(row => row["method"] == method).Select(row => new ChartPlace(Number(row["sparsity"]), Number(row["ppl_fit"])));
            var s0 = published.Where(row => row["method"] == method).Select(row => Number(row["s0"])).FirstOrDefault(0.5);
            return new DegradationSeries($"prune({name ?? method})", [.. points])
            {
                Fit = [.. fit],
                Transition = new ChartInterval(s0, s0 - 0.04, s0 + 0.05),
                Tolerance = new ChartInterval(s0 - 0.14, s0 - 0.16, s0 - 0.11),
            };
        }))
        {
            Base = 5.1168,
            Caption = "Points: WikiText-2 perplexity of LLaMA-2-7B. Curves: the published fits.",
        };
    }

    private static SurfaceChart Surface()
    {
        double[] sparsities = [0, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4], bits = [16, 8, 6, 5, 4, 3, 2];
        var cells = from s in sparsities
                    from b in bits
                    select new SurfaceCell(s, b, new(2 * s * s * s * s + 40 * Math.Pow(2, -2 * b) + s * 2 * Math.Pow(2, -b), 0.002));
        return new("Pruning and quantization together", new("sparsity of prune(sparsegpt)"), new("bits of quantize(rtn)", Descending: true), new("ln ratio of perplexities"), cells)
        {
            ToleranceLine = [new(0, 3.2), new(0.1, 3.5), new(0.2, 4.1)],
            TransitionLine = [new(0, 2.3), new(0.1, 2.6), new(0.2, 3.1), new(0.3, 4.2), new(0.35, 7)],
            BestPath = [new(0, 16), new(0, 8), new(0, 6), new(0, 5), new(0, 4), new(0.1, 4), new(0.1, 3), new(0.2, 3)],
            Caption = "Every cell is one recipe. The scale is a square root, so that small losses can be told apart.",
        };
    }

    private static CascadeChart Cascade() => new("Information loss by depth", new("relative error of the residual stream"),
    [
        Depth("prune(wanda, sparsity=0.5)", 0.03, 1.08),
        Depth("quantize(rtn, bits=3)", 0.05, 1.05),
        Depth("quantize(rtn, bits=8)", 0.001, 1.06),
    ])
    {
        Limit = 0.1,
        Caption = "The error grows by 8 % from block to block under prune(wanda) and crosses the limit in block 17.",
    };

    private static CascadeSeries Depth(string name, double first, double growth) =>
        new(name, [.. Enumerable.Range(0, 33).Select(b => new ChartPoint(b, new(first * Math.Pow(growth, b) * (1 + 0.08 * Math.Sin(b * 1.7)), first * Math.Pow(growth, b) * 0.06)))]);

    private static AttentionChart Attention(bool signed) => new(
        signed ? "Change of attention to the first token" : "Disruption of attention",
        signed ? new("change of the mass on the first token") : new("Jensen-Shannon divergence", "nats"),
        Enumerable.Range(0, 12).Select(layer => (IReadOnlyList<double>)[.. Enumerable.Range(0, 12).Select(head =>
            (signed ? Math.Sin(layer * 1.3 + head) : 1) * 0.1 * Math.Pow(Math.Abs(Math.Sin(layer * 12.9898 + head * 78.233)), 3))]))
    { Signed = signed };

    private static TradeoffChart Tradeoff(string? name) => new("Size and loss", new("size", "GB"), new("perplexity"),
    [
        .. Enumerable.Range(1, 7).Select(i => new TradeoffPoint($"prune(wanda, sparsity=0.{i})", $"prune({name ?? "wanda"})", 13.5 - i, new(5.1168 + 0.05 * Math.Exp(0.6 * i), 0.04))),
        .. ((int[])[8, 6, 4, 3, 2]).Select(b => new TradeoffPoint($"quantize(rtn, bits={b})", "quantize(rtn)", 0.5 + 0.8 * b, new(5.1168 + 90 * Math.Pow(2, -2 * b), 0.04))),
    ])
    { Base = 5.1168 };

    private static IEnumerable<Dictionary<string, string>> Csv(string name)
    {
        var lines = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Goldens", "paper", name));
        var header = lines[0].Split(',');
        return lines.Skip(1).Select(line => header.Zip(line.Split(',')).ToDictionary(pair => pair.First, pair => pair.Second));
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
