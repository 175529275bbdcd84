using MLNetHemorrhage.Thresholds;

namespace MLNetHemorrhage.Reporting;

/// <summary>A strength with its interval as cells, in the coordinate of its method.</summary>
internal static class StrengthCells
{
    /// <summary>
    /// The strength and the lower and the upper end in the coordinate: where that falls with damage the ends change places. What is not finite,
    /// as an end beyond what was measured, is not known.
    /// </summary>
    public static ReportCell[] Of(string coordinate, double strength, double low, double high)
    {
        ReportCell[] ends = [Cell(coordinate, low), Cell(coordinate, high)];
        return [Cell(coordinate, strength), .. Strengths.FallsWithDamage(coordinate) ? ends.Reverse() : ends];
    }

    private static ReportCell Cell(string coordinate, double strength) =>
        double.IsFinite(strength) ? ReportCell.Of(Strengths.Value(coordinate, strength), decimals: 3) : ReportCell.Missing;
}
