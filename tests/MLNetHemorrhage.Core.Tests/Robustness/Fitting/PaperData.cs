using System.Globalization;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness;

/// <summary>The publication's points, fitted curves and parameters.</summary>
internal static class PaperData
{
    public static DegradationCurve Points(string figure, string method) => new(method, "sparsity",
        Rows($"{figure}_points.csv").Where(row => row[0] == method && row[1] == "point").Select(row => new DegradationPoint(Number(row[2]), Math.Log(Number(row[3])))));

    public static IEnumerable<(string Method, double Strength, double Perplexity)> Fitted(string figure) =>
        Rows($"{figure}_fitcurve.csv").Select(row => (row[0], Number(row[1]), Number(row[2])));

    public static PhaseTransition Published(string method)
    {
        var row = Rows("published_params.csv").Single(row => row[0] == method);
        return new()
        {
            Mode = "published", Verdict = FitVerdict.Transition, Reason = "",
            A = Number(row[1]), B = Number(row[2]), S0 = Number(row[3]), K1 = Number(row[4]), K2 = Number(row[5]), Rmse = Number(row[8]),
        };
    }

    private static IEnumerable<string[]> Rows(string file) => File.ReadLines(TestData.Golden("paper/" + file)).Skip(1).Select(line => line.Split(','));

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
