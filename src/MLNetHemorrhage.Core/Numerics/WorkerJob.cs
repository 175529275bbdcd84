using System.Runtime.ExceptionServices;

namespace MLNetHemorrhage.Numerics;

/// <summary>One call of <see cref="WorkerPool.For"/>: hands out indices, and knows when all of them are done.</summary>
internal sealed class WorkerJob
{
    private readonly int _count;
    private readonly Action<int> _body;
    private int _next;
    private int _remaining;
    private bool _callerSleeps;
    private Exception? _failure;

    public WorkerJob(int count, Action<int> body)
    {
        _count = _remaining = count;
        _body = body;
    }

    public bool HasWork => Volatile.Read(ref _next) < _count;

    /// <summary>Takes indices until none is left. After a failure the rest is only counted off.</summary>
    public void Work()
    {
        int done = 0;
        for (int i; (i = Interlocked.Increment(ref _next) - 1) < _count; done++)
        {
            if (Volatile.Read(ref _failure) is not null) continue;
            try
            {
                _body(i);
            }
#pragma warning disable CA1031 // Thrown on by Wait.
            catch (Exception e)
#pragma warning restore CA1031
            {
                Interlocked.CompareExchange(ref _failure, e, null);
            }
        }
        if (done == 0 || Interlocked.Add(ref _remaining, -done) > 0 || !Volatile.Read(ref _callerSleeps)) return;
        lock (this) Monitor.Pulse(this);
    }

    /// <summary>Returns when every index is done, or throws the first failure.</summary>
    public void Wait(int patience)
    {
        for (int i = 0; i < patience && Volatile.Read(ref _remaining) > 0; i++) Thread.SpinWait(1);
        if (Volatile.Read(ref _remaining) > 0)
        {
            Interlocked.Exchange(ref _callerSleeps, true);
            lock (this)
            {
                while (Volatile.Read(ref _remaining) > 0) Monitor.Wait(this);
            }
        }
        if (_failure is { } failure) ExceptionDispatchInfo.Throw(failure);
    }
}
