using System.Diagnostics;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>How all benchmarks measure time.</summary>
internal static class Stopwatches
{
    /// <summary>Wall-clock seconds of one call, averaged over as many calls as fill <paramref name="atLeast"/> seconds.</summary>
    public static double Seconds(Action work, double atLeast = 0.02)
    {
        long start = Stopwatch.GetTimestamp();
        for (int calls = 1; ; calls++)
        {
            work();
            double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
            if (seconds >= atLeast) return seconds / calls;
        }
    }

    /// <summary>Seconds of processor time of one call, all threads together: what others do on the machine does not count.</summary>
    public static double ProcessorSeconds(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        work();
        process.Refresh();
        return (process.TotalProcessorTime - start).TotalSeconds;
    }

    /// <summary>Median over <paramref name="rounds"/> measurements after a warm-up.</summary>
    public static double Median(Action work, int rounds)
    {
        Seconds(work, 0.2);
        var seconds = Enumerable.Range(0, rounds).Select(_ => Seconds(work)).Order().ToArray();
        return (seconds[(rounds - 1) / 2] + seconds[rounds / 2]) / 2;
    }
}
