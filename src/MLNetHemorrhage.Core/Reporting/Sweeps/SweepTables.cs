using System.Globalization;
using MLNetHemorrhage.Evaluation;
using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Reporting;

/// <summary>The tables of sweeps. Values are in the coordinate of the method: a sparsity, a number of bits.</summary>
internal static class SweepTables
{
    public static TableSection Thresholds(IReadOnlyList<SweepResult> sweeps)
    {
        var table = new TableSection("Thresholds",
        [
            new("steps", "steps"),
            .. ThresholdColumns,
            new("transition", "verdict"),
            .. TransitionColumns,
        ])
        {
            Caption = $"tolerance: perplexity at most {Percent(sweeps[0].ToleranceLn)} above the base's; ranges are 95 %",
        };
        foreach (var sweep in sweeps)
            table.Add([sweep.Template.ToString(), .. Cells(sweep.Template.Holes[0], sweep.Tolerance), Verdict(sweep.Transition!), .. Cells(sweep.Template.Holes[0], sweep.Transition!)]);
        return table;
    }

    public static TableSection Points(IReadOnlyList<SweepResult> sweeps)
    {
        var first = sweeps[0];
        var table = new TableSection("Points",
        [
            new("recipe", "recipe"),
            ReportColumn.Number("perplexity", "perplexity"),
            ReportColumn.Number("ln ratio", "lnRatio"),
            ReportColumn.Number("KLD", "klDivergence"),
            ReportColumn.Number("same top", "sameTop", "%"),
            ReportColumn.Number("bytes", "bytes"),
            ReportColumn.Number("bits per weight", "bitsPerWeight"),
        ])
        {
            Caption = $"protocol {first.Protocol}, {Numerals.Whole(first.Base.WindowTokens.Sum())} tokens scored; ± is one standard error",
        };
        table.Add($"none ({first.Model})", first.Base.Perplexity, ReportCell.Missing, ReportCell.Missing, ReportCell.Missing, first.Base.Size.Bytes);
        foreach (var point in sweeps.SelectMany(s => s.Points).DistinctBy(p => p.Recipe))
        {
            table.Add(
                point.Recipe.ToString(), point.Perplexity, point.LnRatio, point.KlDivergence, ReportCell.Share(point.SameTop),
                point.Size.Bytes, ReportCell.Of(point.TargetedSize.BitsPerWeight, decimals: 2));
        }
        return table;
    }

    public static TableSection LnRatios(SweepResult sweep) =>
        Matrix(sweep, "ln ratio", 0, (s, q) => sweep.Surface![s, q]?.LnRatio ?? new(0, 0),
            "rows: the first step; columns: the second; at 0 and 16 bits a step is left out");

    public static TableSection Interactions(SweepResult sweep)
    {
        var values = sweep.Surface!.Interactions.ToDictionary(i => (i.First, i.Second), i => i.LnRatio);
        return Matrix(sweep, "interaction", 1, (s, q) => values[(s, q)],
            "ln ratio of both steps less those of each alone; above 0 the losses more than add up");
    }

    public static TableSection TransitionLine(SweepResult sweep)
    {
        var (first, second) = (sweep.Template.Holes[0], sweep.Template.Holes[1]);
        var table = new TableSection($"How far {first.Method.Title} can go", [new($"{first.Method.Title} beside {second.Coordinate}", "second"), .. ThresholdColumns, new("transition", "verdict"), .. TransitionColumns])
        {
            Caption = "what is left of the tolerance beside the second step; none where that exceeds it alone",
        };
        foreach (var point in sweep.Surface!.TransitionLine)
            table.Add([Number(point.Second), .. Cells(first, point.Tolerance), Verdict(point.Transition), .. Cells(first, point.Transition)]);
        return table;
    }

    public static TableSection TradeOff(SweepResult sweep)
    {
        var table = new TableSection("Best trade-offs",
        [
            new("recipe", "recipe"),
            ReportColumn.Number("ln ratio", "lnRatio"),
            ReportColumn.Number("size", "size", "%"),
            ReportColumn.Number("bytes", "bytes"),
        ])
        {
            Caption = "no other point is both smaller and closer to the base; size is the whole model's",
        };
        foreach (var point in sweep.Surface!.TradeOff)
            table.Add(point.Recipe.ToString(), point.LnRatio, ReportCell.Share((double)point.Size.Bytes / sweep.Base.Size.Bytes), point.Size.Bytes);
        return table;
    }

    private static ReportCell[] Nothing => [ReportCell.Missing, ReportCell.Missing, ReportCell.Missing];

    private static ReportColumn[] ThresholdColumns =>
    [
        ReportColumn.Number("within tolerance", "sTol"),
        ReportColumn.Number("from", "sTolLow"),
        ReportColumn.Number("to", "sTolHigh"),
    ];

    private static ReportColumn[] TransitionColumns =>
    [
        ReportColumn.Number("at", "s0"),
        ReportColumn.Number("from", "low"),
        ReportColumn.Number("to", "high"),
    ];

    private static TableSection Matrix(SweepResult sweep, string title, int from, Func<double, double, Estimate> value, string caption)
    {
        var surface = sweep.Surface!;
        double[] first = [.. surface.FirstValues.Skip(from)], second = [.. surface.SecondValues.Skip(from)];
        var (row, column) = (sweep.Template.Holes[0].Coordinate, sweep.Template.Holes[1].Coordinate);
        var table = new TableSection($"{title} of {sweep.Template}", [new($"{title} by {row}", row), .. second.Select(q => ReportColumn.Number($"{column}={Number(q)}", $"{column}={Number(q)}"))]) { Caption = caption };
        foreach (double s in first) table.Add([Number(s), .. second.Select(q => ReportCell.Of(value(s, q)))]);
        return table;
    }

    private static ReportCell[] Cells(RecipeHole hole, ToleranceThreshold? tolerance) =>
        tolerance is null ? Nothing : StrengthCells.Of(hole.Coordinate, tolerance.STol, tolerance.Low, tolerance.High);

    private static ReportCell[] Cells(RecipeHole hole, PhaseTransition transition) =>
        transition.Verdict == FitVerdict.Transition ? StrengthCells.Of(hole.Coordinate, transition.S0, transition.Low, transition.High) : Nothing;

    private static string Verdict(PhaseTransition transition) => transition.Verdict switch
    {
        FitVerdict.Transition => "yes",
        FitVerdict.NoTransition => "none",
        _ => "not fitted",
    };

    private static string Percent(double toleranceLn) => Numerals.Percent(Math.Exp(toleranceLn) - 1);

    private static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
}
