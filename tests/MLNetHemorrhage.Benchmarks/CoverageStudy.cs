using System.Globalization;
using MLNetHemorrhage.Numerics;
using MLNetHemorrhage.Robustness;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>
/// How often the robust fit is right, on simulated curves: whether the 95 % interval holds the true transition, how wide it is, and how often a
/// transition is declared, where there is one and where there is none. Rounds are curves for each truth, noise and number of points.
/// </summary>
internal static class CoverageStudy
{
    private static readonly int[] s_counts = [8, 15, 30];
    private static readonly double[] s_noises = [.02, .1];

    public static void Run(BenchmarkOptions options)
    {
        ulong cell = 0;
        Console.WriteLine("| points | noise | truth | covers s0 | median width | transition | refused |");
        Console.WriteLine("|---:|---:|---|---:|---:|---:|---:|");
        foreach (int count in s_counts)
        {
            foreach (double noise in s_noises)
            {
                foreach (var truth in CoverageTruths.All) Console.WriteLine(Cell(truth, count, noise, new RandomSource(cell++), options));
            }
        }
    }

    private static string Cell(CoverageTruth truth, int count, double noise, RandomSource random, BenchmarkOptions options)
    {
        var fits = new PhaseTransition[options.Rounds];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Threads };
        Parallel.For(0, fits.Length, parallel, i => fits[i] = PhaseTransitionFit.Robust(truth.Draw(count, noise, random.Fork((ulong)i)), new() { Seed = (ulong)i }));
        double Share(Func<PhaseTransition, bool> what) => (double)fits.Count(what) / fits.Length;
        double[] widths = [.. fits.Select(fit => fit.High - fit.Low).Where(double.IsFinite).Order()];
        // An interval over the whole range says nothing, and counts as a miss.
        string covers = double.IsNaN(truth.S0) ? "" : Percent(Share(fit => fit.Low <= truth.S0 && truth.S0 <= fit.High && fit.High - fit.Low < CoverageTruth.Last - CoverageTruth.First - 1e-9));
        return string.Create(CultureInfo.InvariantCulture,
            $"| {count} | {noise} | {truth.Name} | {covers} | {(widths.Length == 0 ? double.NaN : widths[widths.Length / 2]):0.000} | {Percent(Share(fit => fit.Verdict == FitVerdict.Transition))} | {Percent(Share(fit => fit.Verdict == FitVerdict.Refused))} |");
    }

    private static string Percent(double share) => (100 * share).ToString("0.0", CultureInfo.InvariantCulture) + " %";
}
