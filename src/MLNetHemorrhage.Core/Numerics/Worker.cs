namespace MLNetHemorrhage.Numerics;

/// <summary>One thread of a <see cref="WorkerPool"/>: spins for a while between jobs, then sleeps until woken.</summary>
internal sealed class Worker : IDisposable
{
    private readonly WorkerPool _pool;
    private readonly Thread _thread;
    private readonly SemaphoreSlim _wake = new(0);
    private int _asleep;

    public Worker(WorkerPool pool)
    {
        _pool = pool;
        _thread = new(Run) { IsBackground = true, Name = "MLNetHemorrhage worker" };
        _thread.Start();
    }

    /// <summary>Called after a job was published. Whoever takes back <c>_asleep</c> decides: the waker then owes one release.</summary>
    public void Wake()
    {
        if (Volatile.Read(ref _asleep) == 1 && Interlocked.Exchange(ref _asleep, 0) == 1) _wake.Release();
    }

    /// <summary>Waits for the thread to end, once the pool says that it is stopping.</summary>
    public void Dispose()
    {
        Interlocked.MemoryBarrier();
        Wake();
        _thread.Join();
        _wake.Dispose();
    }

    private void Run()
    {
        int idle = 0;
        while (!_pool.Stopping)
        {
            if (_pool.OpenJob is { } job)
            {
                job.Work();
                idle = 0;
            }
            else if (idle++ < _pool.Patience) Thread.SpinWait(1);
            else
            {
                Sleep();
                idle = 0;
            }
        }
    }

    // The flag is raised before the last look at the pool, and the pool publishes before it looks at the flag: no job is missed.
    private void Sleep()
    {
        Interlocked.Exchange(ref _asleep, 1);
        if ((_pool.OpenJob is null && !_pool.Stopping) || Interlocked.Exchange(ref _asleep, 0) == 0) _wake.Wait();
    }
}
