namespace MLNetHemorrhage.Tool.Progress;

/// <summary>Hands reports on at once, on the thread that makes them; <see cref="Progress{T}"/> would post them elsewhere, out of order.</summary>
internal sealed class Reporter<T>(Action<T> report) : IProgress<T>
{
    public void Report(T value) => report(value);
}
