using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Reporting;

/// <summary>Sweeps of one model: how far each method can go, the curves, and every point.</summary>
public static class SweepDocument
{
    /// <summary>Creates the report.</summary>
    /// <param name="sweeps">Sweeps of one model on one text, at least one.</param>
    /// <returns>Verdicts first, then charts and tables; as data a row for the base and one for each point.</returns>
    public static ReportDocument Create(IReadOnlyList<SweepResult> sweeps)
    {
        ArgumentNullException.ThrowIfNull(sweeps);
        ArgumentOutOfRangeException.ThrowIfZero(sweeps.Count);
        var first = sweeps[0];
        var points = SweepTables.Points(sweeps);
        return new($"How far {first.Model} can go", writer => SweepJson.Write(writer, sweeps))
        {
            Facts =
            [
                new("model", first.Model),
                new("model hash", first.ModelHash),
                new("protocol", first.Protocol.ToString()),
                new("scored", $"{Numerals.Whole(first.Base.WindowTokens.Sum())} tokens in {Numerals.Whole(first.Base.WindowTokens.Length)} windows"),
                new("text", first.TextFingerprint),
                .. first.CalibrationFingerprint is { } calibration ? [new ReportFact("calibration", calibration)] : Array.Empty<ReportFact>(),
                new("version", ProductVersion.Text),
            ],
            Sections = [.. Curves(sweeps), .. sweeps.Where(s => s.Surface is not null).SelectMany(Surface), points],
            Data = points,
        };
    }

    private static IEnumerable<ReportSection> Curves(IReadOnlyList<SweepResult> sweeps)
    {
        SweepResult[] curves = [.. sweeps.Where(s => s.Curve is not null)];
        if (curves.Length == 0) yield break;
        yield return SweepTables.Thresholds(curves);
        yield return new NoteSection("Verdicts", curves.Select(s => $"{s.Template}: {s.Transition!.Reason}"));
        // Strengths of different kinds do not share an axis.
        foreach (var group in curves.GroupBy(s => s.Curve!.Coordinate)) yield return SweepCharts.Degradation([.. group]);
    }

    private static IEnumerable<ReportSection> Surface(SweepResult sweep) =>
    [
        SweepCharts.Surface(sweep),
        SweepTables.LnRatios(sweep),
        SweepTables.TransitionLine(sweep),
        SweepTables.Interactions(sweep),
        SweepTables.TradeOff(sweep),
    ];
}
