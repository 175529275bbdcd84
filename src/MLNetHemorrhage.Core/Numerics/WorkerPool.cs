namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Threads that share numeric work. The result of every computation is the same for any number of threads:
/// work is split over outputs, never inside a sum.
/// </summary>
public sealed class WorkerPool : IDisposable
{
    /// <summary>Creates a pool.</summary>
    /// <param name="threads">Threads that work at once, the caller's included; 0 means one per processor.</param>
    public WorkerPool(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <summary>A pool with one thread per processor, for callers that do not choose.</summary>
    public static WorkerPool Shared { get; } = new();

    /// <summary>Threads that work at once, the caller's included.</summary>
    public int Threads { get; }

    /// <summary>Runs <paramref name="body"/> for every index below <paramref name="count"/>, in any order, on all threads.</summary>
    /// <param name="count">Number of indices.</param>
    /// <param name="body">What to do with an index; must write only what belongs to that index.</param>
    internal void For(int count, Action<int> body) =>
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = Threads }, body);

    /// <inheritdoc/>
    public void Dispose() { }
}
