using MLNetHemorrhage.Robustness;
using MLNetHemorrhage.Thresholds;

namespace MeasureThresholds;

/// <summary>What a sweep found, in a few lines. Strengths are said in the words of recipes: a sparsity, a number of bits.</summary>
internal static class SweepSummary
{
    public static void Write(TextWriter output, SweepResult sweep)
    {
        string coordinate = sweep.Template.Holes[0].Coordinate;
        output.WriteLine(sweep.Template);
        var (tolerance, transition) = (sweep.Tolerance!, sweep.Transition!);
        string percent = $"{100 * (Math.Exp(tolerance.Tolerance) - 1):0.#} %";
        output.WriteLine(tolerance.Reached
            ? $"  costs {percent} of perplexity at {coordinate} {Value(coordinate, tolerance.STol)}{Interval(coordinate, tolerance.Low, tolerance.High)}"
            : $"  costs less than {percent} of perplexity up to {coordinate} {Value(coordinate, tolerance.STol)}");
        output.WriteLine(transition.Verdict == FitVerdict.Transition
            ? $"  phase transition at {coordinate} {Value(coordinate, transition.S0)}{Interval(coordinate, transition.Low, transition.High)}"
            : $"  no phase transition: {transition.Reason}");
        output.WriteLine();
    }

    // An end beyond the last strength that was measured is not known.
    private static string Interval(string coordinate, double low, double high) =>
        double.IsNaN(low) ? "" : $", 95 % interval from {Value(coordinate, low)} to {(double.IsFinite(high) ? Value(coordinate, high) : "beyond what was measured")}";

    private static string Value(string coordinate, double strength) => $"{Strengths.Value(coordinate, strength):0.###}";
}
