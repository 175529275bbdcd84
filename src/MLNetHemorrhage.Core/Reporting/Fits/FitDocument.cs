using System.Text.Json;
using MLNetHemorrhage.Modifications;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Reporting;

/// <summary>Fits of degradation curves: where each turns and how far each stays within the tolerance.</summary>
public static class FitDocument
{
    /// <summary>Creates the report.</summary>
    /// <param name="fits">A curve, its fit and its tolerance threshold for each method.</param>
    /// <returns>A row for each method, the reasons of the verdicts; values are in the methods' coordinates.</returns>
    public static ReportDocument Create(IReadOnlyList<(DegradationCurve Curve, PhaseTransition Transition, ToleranceThreshold Tolerance)> fits)
    {
        ArgumentNullException.ThrowIfNull(fits);
        var table = new TableSection("Phase transitions",
        [
            new("method", "method"), new("verdict", "verdict"), new("at", "s0", Right: true), new("from", "low", Right: true), new("to", "high", Right: true),
            ReportColumn.Number("A", "a", detail: true), ReportColumn.Number("b", "b", detail: true), ReportColumn.Number("k1", "k1", detail: true), ReportColumn.Number("k2", "k2", detail: true),
            new("within tolerance", "sTol", Right: true), new("from", "sTolLow", Right: true), new("to", "sTolHigh", Right: true), new("bounds", "activeBounds"), new("fit", "mode", Detail: true),
        ])
        {
            Caption = "ranges are 95 %; a bound named here decided, not the data",
        };
        foreach (var (curve, fit, tolerance) in fits)
        {
            table.Add(
            [
                curve.Method, RecipeWords.Of(fit.Verdict), .. StrengthCells.Of(curve.Coordinate, fit.S0, fit.Low, fit.High), ReportCell.Of(fit.A), ReportCell.Of(fit.B), ReportCell.Of(fit.K1), ReportCell.Of(fit.K2),
                .. StrengthCells.Of(curve.Coordinate, tolerance.STol, tolerance.Low, tolerance.High), string.Join(", ", fit.ActiveBounds), fit.Mode,
            ]);
        }
        return new("Phase transitions", writer => Write(writer, fits)) { Sections = [table, new NoteSection("Verdicts", fits.Select(fit => $"{fit.Curve.Method}: {fit.Transition.Reason}"))] };
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<(DegradationCurve Curve, PhaseTransition Transition, ToleranceThreshold Tolerance)> fits)
    {
        writer.WriteStartObject();
        writer.WriteArray("fits", fits, item =>
        {
            var (curve, fit, tolerance) = item;
            writer.WriteString("method", curve.Method);
            writer.WriteString("coordinate", curve.Coordinate);
            writer.WriteString("mode", fit.Mode);
            writer.WriteString("verdict", RecipeWords.Of(fit.Verdict));
            writer.WriteString("reason", fit.Reason);
            writer.WriteString("form", RecipeWords.Of(fit.Form));
            foreach (var (name, value) in (ReadOnlySpan<(string, double)>)
                [("s0", fit.S0), ("low", fit.Low), ("high", fit.High), ("a", fit.A), ("b", fit.B), ("k1", fit.K1), ("k2", fit.K2), ("rmse", fit.Rmse)]) writer.WriteReal(name, value);
            writer.WriteTexts("activeBounds", fit.ActiveBounds);
            writer.WriteReal("toleranceLn", tolerance.Tolerance);
            writer.WriteReal("sTol", tolerance.STol);
            writer.WriteReal("sTolLow", tolerance.Low);
            writer.WriteReal("sTolHigh", tolerance.High);
            writer.WriteBoolean("reached", tolerance.Reached);
        });
        writer.WriteEndObject();
    }
}
