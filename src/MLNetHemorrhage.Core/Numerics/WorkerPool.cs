namespace MLNetHemorrhage.Numerics;

/// <summary>
/// Threads that share numeric work. The result of every computation is the same for any number of threads:
/// work is split over outputs, never inside a sum.
/// </summary>
/// <remarks>The threads start with the first work, wait for more by spinning briefly and then sleeping, and end with <see cref="Dispose"/>.</remarks>
public sealed class WorkerPool : IDisposable
{
    // About 50 microseconds: longer than the serial gaps between the products of a forward pass.
    private const int SpinRounds = 1000;

    private readonly Lock _start = new();
    private Worker[]? _workers;
    private WorkerJob? _job;
    private int _busy;
    private bool _disposed;

    /// <summary>Creates a pool.</summary>
    /// <param name="threads">Threads that work at once, the caller's included; 0 means one per processor.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="threads"/> is negative.</exception>
    public WorkerPool(int threads = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(threads);
        Threads = threads == 0 ? Environment.ProcessorCount : threads;
    }

    /// <summary>A pool with one thread per processor, for callers that do not choose. Disposing it has no effect.</summary>
    public static WorkerPool Shared { get; } = new();

    /// <summary>Threads that work at once, the caller's included.</summary>
    public int Threads { get; }

    // Spinning pays only while every thread can have a processor of its own.
    internal int Patience => Threads <= Environment.ProcessorCount ? SpinRounds : 0;

    internal bool Stopping => Volatile.Read(ref _disposed);

    /// <summary>The job that still has indices to hand out, if any.</summary>
    internal WorkerJob? OpenJob => Volatile.Read(ref _job) is { HasWork: true } job ? job : null;

    /// <summary>
    /// Runs <paramref name="body"/> for every index below <paramref name="count"/>, in any order, on all threads. A call from
    /// inside a body, or while another thread's call is under way, runs on the calling thread alone.
    /// </summary>
    /// <param name="count">Number of indices.</param>
    /// <param name="body">What to do with an index; must write only what belongs to that index. The first exception is thrown on to the caller.</param>
    internal void For(int count, Action<int> body)
    {
        ObjectDisposedException.ThrowIf(Stopping, this);
        if (Threads == 1 || count <= 1 || Interlocked.CompareExchange(ref _busy, 1, 0) != 0)
        {
            for (int i = 0; i < count; i++) body(i);
            return;
        }
        try
        {
            var workers = _workers ?? Start();
            var job = new WorkerJob(count, body);
            Interlocked.Exchange(ref _job, job);
            for (int i = 0; i < Math.Min(workers.Length, count - 1); i++) workers[i].Wake();
            job.Work();
            job.Wait(Patience);
        }
        finally
        {
            Volatile.Write(ref _job, null);
            Volatile.Write(ref _busy, 0);
        }
    }

    /// <summary>Ends the threads. No work may be under way or follow.</summary>
    public void Dispose()
    {
        if (this == Shared) return;
        lock (_start)
        {
            if (_disposed) return;
            Volatile.Write(ref _disposed, true);
            foreach (var worker in _workers ?? []) worker.Dispose();
        }
    }

    private Worker[] Start()
    {
        lock (_start)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            return _workers = [.. Enumerable.Range(1, Threads - 1).Select(_ => new Worker(this))];
        }
    }
}
