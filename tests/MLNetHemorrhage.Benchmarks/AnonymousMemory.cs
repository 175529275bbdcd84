using System.Globalization;

namespace MLNetHemorrhage.Benchmarks;

/// <summary>Watches the memory of the process that is not a mapped file, as Linux counts it, every few milliseconds.</summary>
internal sealed class AnonymousMemory : IDisposable
{
    private readonly ManualResetEventSlim _done = new();
    private readonly Thread _sampler;
    private long _peak;

    public AnonymousMemory()
    {
        _sampler = new(() =>
        {
            do _peak = Math.Max(_peak, Now());
            while (!_done.Wait(5));
        });
        _sampler.Start();
    }

    /// <summary>The most bytes so far.</summary>
    public long Peak => Volatile.Read(ref _peak);

    public void Dispose()
    {
        _done.Set();
        _sampler.Join();
        _done.Dispose();
    }

    private static long Now()
    {
        const string Name = "RssAnon:";
        string line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(Name, StringComparison.Ordinal));
        return 1024 * long.Parse(line[Name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture);
    }
}
