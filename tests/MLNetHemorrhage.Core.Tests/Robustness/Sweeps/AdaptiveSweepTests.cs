using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

[TestClass]
public sealed class AdaptiveSweepTests
{
    private const string Steps = "prune(magnitude, sparsity=*)", Coarse = "0.1:0.8:0.1";

    [TestMethod]
    public void Workers_and_resumption_do_not_change_where_points_are_placed()
    {
        var plan = SmallSweep.Plan(Steps, Coarse) with { Adaptive = new() { Points = 12, Width = 0 } };
        var sweep = Sweep.Run(plan, new() { Workers = 1 });
        Assert.HasCount(12, sweep.Points);
        var expected = SmallSweep.Json(sweep);
        Assert.AreEqual(expected, SmallSweep.Json(Sweep.Run(plan, new() { Workers = 3 })));

        var store = Directory.CreateTempSubdirectory("hemorrhage-sweep-").FullName;
        try
        {
            using var stop = new CancellationTokenSource();
            var cancel = new Reports<SweepProgress>(p => { if (p.Done >= 9) stop.Cancel(); });
            Assert.ThrowsExactly<OperationCanceledException>(() => Sweep.Run(plan, new() { Store = store, Workers = 1, Progress = cancel, Cancellation = stop.Token }));
            Assert.AreEqual(expected, SmallSweep.Json(Sweep.Run(plan, new() { Store = store })));
        }
        finally
        {
            Directory.Delete(store, recursive: true);
        }
    }

    [TestMethod]
    public void It_stops_at_the_width_asked_for() =>
        Assert.HasCount(8, Sweep.Run(SmallSweep.Plan(Steps, Coarse) with { Adaptive = new() { Points = 20, Width = 1 } }).Points);

    [TestMethod]
    [DataRow("adaptive sweep: expected a strength with values between any two others, found bits, which are whole numbers; give all of them as a grid", "quantize(rtn, bits=*)", "8,7,6,5,4,3")]
    [DataRow("adaptive sweep: expected a grid of at least 6 values to start from, found 3", Steps, "0.1,0.2,0.3")]
    [DataRow("adaptive sweep: expected one *, found 2 in prune(magnitude, sparsity=*) + quantize(rtn, bits=*)", "prune(magnitude, sparsity=*) + quantize(rtn, bits=*)", Coarse, "8,4")]
    public void What_cannot_adapt_is_refused(string message, string steps, params string[] grids) =>
        Assert.AreEqual(message, Assert.ThrowsExactly<HemorrhageException>(() => Sweep.Run(SmallSweep.Plan(steps, grids) with { Adaptive = new() })).Message);

    [TestMethod]
    public void Points_go_to_the_transition_and_to_the_tolerance()
    {
        // A power law up to 0.55, steep beyond; the tolerance is crossed at 0.336.
        static double Ln(double s) => 0.2 * Math.Log(Math.Min(s, 0.55) / 0.1) + 12 * Math.Max(0, s - 0.55);
        double[] strengths = [.. Enumerable.Range(1, 8).Select(i => i / 10.0)];
        var measured = strengths.ToList();
        for (int round = 0; round < 3; round++)
        {
            var curve = new DegradationCurve("m", "sparsity", measured.Select((s, i) => new DegradationPoint(s, Ln(s) + (i % 3 - 1) * 0.002)), lnBasePerplexity: 0);
            measured.AddRange(PointPlacement.Next(curve, ToleranceThreshold.Find(curve, 0.242), 2));
        }
        var placed = measured.Skip(8).ToArray();
        Assert.HasCount(6, placed.Distinct());
        Assert.IsTrue(placed.Any(s => Math.Abs(s - 0.336) < 0.01), string.Join(", ", placed));
        Assert.IsGreaterThanOrEqualTo(4, placed.Count(s => s is > 0.45 and < 0.65), string.Join(", ", placed));
        foreach (double s in placed) Assert.AreEqual(0, Math.IEEERemainder(s, PointPlacement.Resolution), 1e-9);
    }

    [TestMethod]
    public void It_needs_at_most_sixty_percent_of_the_points_of_a_uniform_sweep()
    {
        double[] even = [.. Enumerable.Range(0, 20).Select(i => Math.Round((0.1 + 0.7 * i / 19) / PointPlacement.Resolution) * PointPlacement.Resolution)];
        var uniform = new List<double>();
        var adaptive = new List<double>();
        for (int row = 0; row < PublishedLaws.Length; row++)
        {
            // The noise of a strength is the same whoever measures there.
            var random = new RandomSource((ulong)row);
            var noise = Enumerable.Range(0, 161).Select(_ => 0.02 * random.NextGaussian()).ToArray();
            DegradationCurve Curve(IEnumerable<double> strengths) => new("m", "sparsity",
                strengths.Select(s => new DegradationPoint(s, PublishedLaws[row].LnPerplexityAt(s) + noise[(int)Math.Round(s / PointPlacement.Resolution)])));
            var placed = Enumerable.Range(1, 8).Select(i => i / 10.0).ToList();
            while (placed.Count < 12) placed.AddRange(PointPlacement.Next(Curve(placed), ToleranceThreshold.Find(Curve(placed)), 2));
            uniform.Add(Width(Curve(even)));
            adaptive.Add(Width(Curve(placed)));
        }
        uniform.Sort();
        adaptive.Sort();
        Assert.IsLessThanOrEqualTo(uniform[4], adaptive[4], $"widths of 20 even points: {string.Join(", ", uniform)}; of 12 placed ones: {string.Join(", ", adaptive)}");

        static double Width(DegradationCurve curve) => PhaseTransitionFit.Robust(curve) is var fit ? fit.High - fit.Low : 0;
    }

    // The published fits of the eight unstructured methods.
    private static readonly PhaseTransition[] PublishedLaws =
    [
        Law(7.671, .2162, .59289, 5, 24.916), Law(7.924, .2315, .57333, 5, 90.304), Law(9.097, .2789, .60686, 19.754, 63.465), Law(9.308, .2940, .6, 8.326, 101.463),
        Law(8.580, .2422, .6, 9.859, 81.252), Law(7.718, .2246, .62058, 3, 28.371), Law(8.969, .2689, .65, 8.743, 12.337), Law(9.013, .2667, .61884, 8, 79.144),
    ];

    private static PhaseTransition Law(double a, double b, double s0, double k1, double k2) =>
        new() { Mode = "paper", Verdict = FitVerdict.Transition, Reason = "published", A = a, B = b, S0 = s0, K1 = k1, K2 = k2 };
}
