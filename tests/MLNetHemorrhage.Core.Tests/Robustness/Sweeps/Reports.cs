namespace MLNetHemorrhage.Tests.Robustness.Sweeps;

/// <summary>Hands reports on at once, on the thread that makes them.</summary>
internal sealed class Reports<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
